import { sentenceOf } from '@warp/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../http/problem.dto.js';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { TenantDatabase } from '../database/tenant-database.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../identity/principal.js';
import { DestinationStates } from '../destinations/state/destination-states.js';
import { spoolsOf } from '../collect/spool-report.js';
import { healthOf } from '../enrichment/api/enrichment-bodies.js';
import { EnrichmentOverview } from '../enrichment/api/enrichment-overview.js';
import { KEYS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { readRejections } from '../data-quality/rejections.js';
import { readDestinationHealth } from './destination-health.js';
import { DestinationHealthList, ErrorEntry, ErrorLog, PipelineStatus } from './monitoring.dto.js';

const ERRORS = 100;

/** How the pipeline and the deliveries are doing, for the sites a person sees. */
@ApiTags('Monitoring')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/monitoring')
export class MonitoringController {
  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly redis: RedisConnections,
    private readonly database: TenantDatabase,
    private readonly enrichments: EnrichmentOverview,
    private readonly states: DestinationStates,
  ) {}

  @Get('pipeline')
  @ApiOperation({ summary: 'Throughput and backlog of the pipeline' })
  @ApiOkResponse({ type: PipelineStatus })
  async pipeline(@CurrentPrincipal() principal: Principal): Promise<PipelineStatus> {
    const partitions = Array.from({ length: this.config.logPartitions }, (_, partition) => this.redis.shared.xlen(KEYS.log(partition)));
    const queued = (await Promise.all(partitions)).reduce((sum, length) => sum + length, 0);
    const sums = await this.database.sql(scopeOf(principal), async (client) => {
      const rejections = await readRejections(client);
      // By when they were stored, not by when they happened, and with those of robots: this is about the machinery.
      const { rows } = await client.query<{ processed: number; dropped: number; quarantined: number }>(
        `select (select count(*) from events where created_at > now() - interval '1 hour')::float as processed,
                (select coalesce(sum(events), 0) from drops where hour >= date_trunc('day', now()))::float as dropped,
                (select count(id) from quarantine)::int as quarantined`,
      );
      return { ...rows[0]!, rejections };
    });
    return {
      processed_last_hour: sums.processed,
      queued,
      quarantined: sums.quarantined,
      dropped_today: sums.dropped,
      rejections: sums.rejections,
      spool: await spoolsOf(this.redis.shared),
      enrichments: (await this.enrichments.states()).map(healthOf),
    };
  }

  @Get('destinations')
  @ApiOperation({ summary: 'Health of destinations over the last 24 hours' })
  @ApiOkResponse({ type: DestinationHealthList })
  async destinations(@CurrentPrincipal() principal: Principal): Promise<DestinationHealthList> {
    const items = await this.database.sql(scopeOf(principal), (client) => readDestinationHealth(client, this.states));
    return { items };
  }

  @Get('errors')
  @ApiOperation({ summary: 'The latest failed deliveries' })
  @ApiOkResponse({ type: ErrorLog })
  async errors(@CurrentPrincipal() principal: Principal): Promise<ErrorLog> {
    const items = await this.database.sql(scopeOf(principal), async (client) => {
      const { rows } = await client.query<Omit<ErrorEntry, 'message'> & { message: string | null }>(
        `select l.created_at as at, s.id as site_id, s.name as site_name, d.name as destination_name, l.event_id, l.event_type,
           l.reason as code, l.message, l.vendor_message
         from dead_letters l join sites s on s.id = l.site_id join destinations d on d.id = l.destination_id
         order by l.created_at desc limit ${ERRORS}`,
      );
      return rows.map((row) => ({ ...row, message: sentenceOf(row.code, row.message) }));
    });
    return { items };
  }
}
