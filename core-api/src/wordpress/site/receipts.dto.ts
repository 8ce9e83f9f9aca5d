import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DELIVERY_STATES } from '@warp/contracts';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../http/optional.js';

export const MOST_RECEIPTS = 100;
const MOST_RECONCILED = 1000;
const MOST_CHARACTERS = 128;

export class ReceiptsQuery {
  @ApiProperty({ description: `Ids with commas between, at most ${MOST_RECEIPTS}.` })
  @IsString()
  @MaxLength(MOST_RECEIPTS * (MOST_CHARACTERS + 1))
  event_ids!: string;
}

export class ReconcileRequest {
  @ApiProperty({ type: [String], maxItems: MOST_RECONCILED })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_RECONCILED)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(MOST_CHARACTERS, { each: true })
  event_ids!: string[];

  @ApiPropertyOptional({ description: 'Only events of this type count as received.', example: 'purchase' })
  @Optional()
  @IsString()
  @MaxLength(100)
  event_type?: string;

  @ApiPropertyOptional({
    enum: ['server'],
    description: 'server: what only a browser said under such an id does not count as received, for as long as the server’s own word takes its place.',
  })
  @Optional()
  @IsIn(['server'])
  said_by?: 'server';
}

export class EventDelivery {
  @ApiProperty({ format: 'uuid' })
  destination_id!: string;

  @ApiProperty()
  plugin!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: DELIVERY_STATES })
  state!: string;

  @ApiProperty({ description: 'Stable code of why it is so.' })
  reason!: string;

  @ApiProperty({ description: 'The same for a person.' })
  sentence!: string;

  @ApiProperty()
  attempts!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  delivered_at!: string | null;
}

export class EventReceipt {
  @ApiProperty()
  event_id!: string;

  @ApiProperty({ description: 'Whether it is stored. An event is a second or two on its way after it was accepted.' })
  received!: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  received_at!: string | null;

  @ApiProperty({ type: String, nullable: true })
  event_type!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Its value as it was stored; null: it has none.' })
  value!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the value, ISO 4217.' })
  currency!: string | null;

  @ApiProperty({ description: 'How many lines of items it was stored with.' })
  items!: number;

  @ApiProperty({ type: [EventDelivery], description: 'By destination.' })
  deliveries!: EventDelivery[];
}

export class EventReceipts {
  @ApiProperty({ type: [EventReceipt], description: 'In the order asked for.' })
  items!: EventReceipt[];
}

export class DestinationWindow {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  plugin!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ type: Number, nullable: true, description: 'How old an event may be there; null: its plugin is not loaded.' })
  max_age_hours!: number | null;
}

export class Reconciliation extends EventReceipts {
  @ApiProperty({ type: [String], description: 'Those that were not received: send them again with the same ids.' })
  missing!: string[];

  @ApiProperty({ type: [DestinationWindow] })
  destinations!: DestinationWindow[];
}
