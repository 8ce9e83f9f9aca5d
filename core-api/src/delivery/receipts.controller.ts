import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { TenantDatabase } from '../database/tenant-database.js';
import { CurrentPrincipal, Needs, type Principal, scopeOf } from '../identity/principal.js';
import { sentenceOf } from './settle.js';

class ReceiptQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  site_id!: string;
}

class Receipt {
  @ApiProperty({ format: 'uuid' }) destination_id!: string;
  @ApiProperty() destination_name!: string;
  @ApiProperty() plugin!: string;
  @ApiProperty({ enum: ['pending', 'sending', 'retrying', 'delivered', 'skipped', 'dead'] }) state!: string;
  @ApiProperty({ description: 'Stable code of why it is so.' }) reason!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The next try.' }) due_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finished_at!: Date | null;
}

class Receipts {
  @ApiProperty() event_id!: string;
  @ApiProperty({ type: [Receipt] }) items!: Receipt[];
}

/** Whether an event arrived, and why not. */
@ApiTags('Events')
@Controller('api/events')
export class ReceiptsController {
  constructor(private readonly database: TenantDatabase) {}

  @Get(':event_id/deliveries')
  @Needs('sites.read')
  @ApiOperation({ summary: 'Where an event was sent, and how that ended' })
  @ApiOkResponse({ type: Receipts })
  async receipts(@Param('event_id') eventId: string, @Query() query: ReceiptQuery, @CurrentPrincipal() principal: Principal): Promise<Receipts> {
    const rows = await this.database.sql(scopeOf(principal), async (client) => {
      const result = await client.query<Omit<Receipt, 'sentence'> & { message: string | null }>(
        `select d.destination_id, c.name as destination_name, c.plugin, d.state, d.reason, d.message, d.attempts,
                case when d.finished_at is null then d.due_at end as due_at, d.finished_at
         from deliveries d join destinations c on c.id = d.destination_id
         where d.site_id = $1 and d.event_id = $2 order by c.name`,
        [query.site_id, eventId],
      );
      return result.rows;
    });
    return { event_id: eventId, items: rows.map(({ message, ...row }) => ({ ...row, sentence: sentenceOf(row.reason, message) })) };
  }
}
