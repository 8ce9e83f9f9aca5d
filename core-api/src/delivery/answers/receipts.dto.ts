import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_STATES } from '@warp/contracts';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import type { DeliveryReceipt } from './receipts.js';

export class EventDeliveriesQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  site_id!: string;
}

export class DeliveriesQuery extends EventDeliveriesQuery {
  @ApiProperty({ type: [String], maxItems: 100, description: 'Given once for each event.' })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? (value as unknown[]) : [value]))
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(128, { each: true })
  event_id!: string[];
}

/** How the delivery of an event to a destination stands. */
export class Delivery implements Omit<DeliveryReceipt, 'event_id'> {
  @ApiProperty({ description: 'Of the event: another type may have the same id.' }) event_type!: string;
  @ApiProperty({ format: 'uuid' }) destination_id!: string;
  @ApiProperty() destination_name!: string;
  @ApiProperty() plugin!: string;
  @ApiProperty({ enum: DELIVERY_STATES }) state!: DeliveryReceipt['state'];
  @ApiProperty({ description: 'Stable code of why it is so.' }) reason!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The vendor’s own words of a failure, cut, without secrets and personal data.' }) vendor_message!: string | null;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The next try.' }) due_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finished_at!: Date | null;
}

/** One event at all destinations. */
export class EventDeliveries {
  @ApiProperty() event_id!: string;
  @ApiProperty({ type: [Delivery] }) items!: Delivery[];
}

export class DeliveryOfEvent extends Delivery implements DeliveryReceipt {
  @ApiProperty() event_id!: string;
}

export class DeliveryList {
  @ApiProperty({ type: [DeliveryOfEvent], description: 'By destination’s name.' }) items!: DeliveryOfEvent[];
}
