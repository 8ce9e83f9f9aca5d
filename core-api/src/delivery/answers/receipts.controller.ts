import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TenantDatabase } from '../../database/tenant-database.js';
import { ApiProblems } from '../../http/problem.dto.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../../identity/principal.js';
import { DeliveriesQuery, DeliveryList, EventDeliveries, EventDeliveriesQuery } from './receipts.dto.js';
import { readReceipts } from './receipts.js';

/** Whether an event arrived, and why not. */
@ApiTags('Events')
@ApiProblems()
@ApiBearerAuth()
@Needs('sites.read')
@Controller('api/events')
export class ReceiptsController {
  constructor(private readonly database: TenantDatabase) {}

  @Get('deliveries')
  @ApiOperation({ summary: 'The same for many events, such as those of a page of the list' })
  @ApiOkResponse({ type: DeliveryList })
  async ofMany(@Query() { site_id, event_id }: DeliveriesQuery, @CurrentPrincipal() principal: Principal): Promise<DeliveryList> {
    return { items: await this.database.sql(scopeOf(principal), (client) => readReceipts(client, site_id, event_id)) };
  }

  @Get(':event_id/deliveries')
  @ApiOperation({ summary: 'Where an event was sent, and how that ended' })
  @ApiOkResponse({ type: EventDeliveries })
  async ofOne(@Param('event_id') eventId: string, @Query() { site_id }: EventDeliveriesQuery, @CurrentPrincipal() principal: Principal): Promise<EventDeliveries> {
    const receipts = await this.database.sql(scopeOf(principal), (client) => readReceipts(client, site_id, [eventId]));
    return { event_id: eventId, items: receipts.map(({ event_id: _eventId, ...receipt }) => receipt) };
  }
}
