import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TenantDatabase } from '../../database/tenant-database.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { invalid } from '../../http/problem.js';
import { CurrentSite, ForSiteToken } from '../tokens/site-token.guard.js';
import { type SiteTokenHolder, tenantScopeOf } from '../tokens/site-tokens.js';
import { readEventReceipts } from './event-receipts.js';
import { type DestinationWindow, EventReceipts, MOST_RECEIPTS, ReceiptsQuery, Reconciliation, ReconcileRequest } from './receipts.dto.js';

/** What became of events, for the WordPress that sent them. */
@ApiTags('Connected WordPress')
@ApiProblems()
@Controller('api/site')
export class SiteReceiptsController {
  constructor(
    private readonly database: TenantDatabase,
    private readonly registry: PluginRegistry,
  ) {}

  @ForSiteToken('receipts')
  @Get('receipts')
  @ApiOperation({ summary: 'Whether events were received, and how each was delivered' })
  @ApiOkResponse({ type: EventReceipts })
  async receipts(@CurrentSite() holder: SiteTokenHolder, @Query() { event_ids }: ReceiptsQuery): Promise<EventReceipts> {
    const ids = idsOf(event_ids);
    return { items: await this.database.sql(tenantScopeOf(holder), (client) => readEventReceipts(client, holder.siteId, ids)) };
  }

  @ForSiteToken('reconcile')
  @Post('reconcile')
  @HttpCode(200)
  @ApiOperation({ summary: 'Which events are known here, what became of them, and how old events may be at each destination' })
  @ApiOkResponse({ type: Reconciliation })
  reconcile(@CurrentSite() holder: SiteTokenHolder, @Body() { event_ids, event_type, said_by }: ReconcileRequest): Promise<Reconciliation> {
    return this.database.sql(tenantScopeOf(holder), async (client) => {
      const items = await readEventReceipts(client, holder.siteId, [...new Set(event_ids)], { eventType: event_type, saidByServer: said_by === 'server' });
      const { rows } = await client.query<Omit<DestinationWindow, 'max_age_hours'>>(
        'select id, plugin, name, enabled from destinations where site_id = $1 order by created_at, id',
        [holder.siteId],
      );
      return {
        items,
        missing: items.flatMap(({ event_id, received }) => (received ? [] : [event_id])),
        destinations: rows.map((row) => ({ ...row, max_age_hours: this.registry.destination(row.plugin)?.limits.maxAgeHours ?? null })),
      };
    });
  }
}

function idsOf(text: string): readonly string[] {
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))];
  if (ids.length > 0 && ids.length <= MOST_RECEIPTS) return ids;
  throw invalid([{ field: 'event_ids', rule: 'array_max_size', message: `event_ids must be 1 to ${MOST_RECEIPTS} ids with commas between.` }]);
}
