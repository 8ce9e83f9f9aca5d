import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type INestApplicationContext, Injectable, type LoggerService, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ConfigModule } from '../../src/config/config.module.js';
import { loadConfig } from '../../src/config/config.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { ensureLoginRoles } from '../../src/database/login-roles.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { type JobRun, Scheduled, type ScheduleDeclaration } from '../../src/jobs/schedule.js';
import { RedisModule } from '../../src/redis/redis.module.js';

export interface Services {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** A process of Warp as far as its schedules are concerned. */
export async function startJobsProcess(services: Services, providers: readonly Type[]): Promise<INestApplicationContext> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-jobs-'));
  const config = { ...loadConfig({ WARP_DATA_DIR: dataDir, WARP_LOG_LEVEL: 'silent' }), ...services };
  rmSync(dataDir, { recursive: true, force: true });
  await ensureLoginRoles(config);
  const module = { imports: [ConfigModule.forRoot(config, []), RedisModule, DatabaseModule, JobsModule], providers: [...providers] };
  const app = await Test.createTestingModule(module).setLogger(silent).compile();
  return app.init();
}

const nothing = (): void => undefined;
const silent: LoggerService = { log: nothing, warn: nothing, error: nothing };

/** A provider with one schedule. */
export function workOf(declaration: ScheduleDeclaration, run: (run: JobRun) => Promise<unknown>): Type {
  @Injectable()
  class Work {
    @Scheduled(declaration)
    work(jobRun: JobRun): Promise<unknown> {
      return run(jobRun);
    }
  }
  return Work;
}

export { sleep };
