import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { TenantDatabase } from '../../database/tenant-database.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../../identity/principal.js';
import { readReceipts } from './receipts.js';

class ReceiptQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  site_id!: string;
}

class ReceiptsQuery extends ReceiptQuery {
  @ApiProperty({ type: [String], maxItems: 100, description: 'Given once for each event.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? (value as unknown[]) : [value]))
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(128, { each: true })
  event_id!: string[];
}

class Receipt {
  @ApiProperty({ description: 'Of the event: another type may have the same id.' }) event_type!: string;
  @ApiProperty({ format: 'uuid' }) destination_id!: string;
  @ApiProperty() destination_name!: string;
  @ApiProperty() plugin!: string;
  @ApiProperty({ enum: ['pending', 'sending', 'retrying', 'delivered', 'skipped', 'dead'] }) state!: string;
  @ApiProperty({ description: 'Stable code of why it is so.' }) reason!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The vendor’s own words of a failure, cut, without secrets and personal data.' }) vendor_message!: string | null;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The next try.' }) due_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finished_at!: Date | null;
}

class Receipts {
  @ApiProperty() event_id!: string;
  @ApiProperty({ type: [Receipt] }) items!: Receipt[];
}

class EventReceipt extends Receipt {
  @ApiProperty() event_id!: string;
}

class EventReceipts {
  @ApiProperty({ type: [EventReceipt] }) items!: EventReceipt[];
}

/** Whether an event arrived, and why not. */
@ApiTags('Events')
@Controller('api/events')
export class ReceiptsController {
  constructor(private readonly database: TenantDatabase) {}

  @Get('deliveries')
  @Needs('sites.read')
  @ApiOperation({ summary: 'The same for many events, such as those of a page of the list' })
  @ApiOkResponse({ type: EventReceipts })
  async ofMany(@Query() { site_id, event_id }: ReceiptsQuery, @CurrentPrincipal() principal: Principal): Promise<EventReceipts> {
    return { items: await this.database.sql(scopeOf(principal), (client) => readReceipts(client, site_id, event_id)) };
  }

  @Get(':event_id/deliveries')
  @Needs('sites.read')
  @ApiOperation({ summary: 'Where an event was sent, and how that ended' })
  @ApiOkResponse({ type: Receipts })
  async receipts(@Param('event_id') eventId: string, @Query() query: ReceiptQuery, @CurrentPrincipal() principal: Principal): Promise<Receipts> {
    const receipts = await this.database.sql(scopeOf(principal), (client) => readReceipts(client, query.site_id, [eventId]));
    return { event_id: eventId, items: receipts.map(({ event_id: _eventId, ...receipt }) => receipt) };
  }
}
