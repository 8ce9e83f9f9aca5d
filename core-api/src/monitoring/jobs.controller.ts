import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TenantDatabase } from '../database/tenant-database.js';
import { ApiProblems } from '../http/problem.dto.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../identity/principal.js';
import { type JobReport, readJobs } from '../jobs/job-overview.js';
import { type JobBody, JobList } from './jobs.dto.js';

/** The installation's schedules. */
@ApiTags('Monitoring')
@ApiProblems()
@ApiBearerAuth()
@Controller('api/monitoring/jobs')
export class JobsController {
  constructor(private readonly database: TenantDatabase) {}

  @Get()
  @Needs('system.read')
  @ApiOperation({ summary: 'Scheduled jobs of the installation, with their last and next run.' })
  @ApiOkResponse({ type: JobList })
  async list(@CurrentPrincipal() principal: Principal): Promise<JobList> {
    return { items: (await this.database.sql(scopeOf(principal), readJobs)).map(bodyOf) };
  }
}

function bodyOf({ name, timing, catch_up, jitter_ms, next_run_at, last_success_at, last_run }: JobReport): JobBody {
  const [every_seconds, cron, time_zone] = 'everyMs' in timing ? [timing.everyMs / 1000, null, null] : [null, timing.cron, timing.zone];
  return { name, every_seconds, cron, time_zone, catch_up, jitter_seconds: jitter_ms / 1000, next_run_at, last_success_at, last_run: last_run && runOf(last_run) };
}

function runOf({ taken_by, takes, ...run }: NonNullable<JobReport['last_run']>): JobBody['last_run'] {
  return { ...run, process: taken_by, attempts: takes };
}
