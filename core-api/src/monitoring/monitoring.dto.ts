import { ApiProperty } from '@nestjs/swagger';
import { RejectionBody } from '../data-quality/rejection.dto.js';
import { DESTINATION_STATES, type DestinationStateName } from '../destinations/state/destination-state.js';
import { EnrichmentHealth } from '../enrichment/api/enrichments.dto.js';

export class SpoolStatus {
  @ApiProperty({ description: 'Collecting processes heard of in the last 15 seconds.' }) processes!: number;
  @ApiProperty({ description: 'On disk and not yet in the event log.' }) bytes!: number;
  @ApiProperty({ description: 'Most that may be.' }) max_bytes!: number;
  @ApiProperty({ description: 'Messages that found no room since the processes began; they were answered 503.' }) refused!: number;
  @ApiProperty({ description: 'Bytes of records torn by a crash and skipped.' }) torn_bytes!: number;
}

export class PipelineStatus {
  @ApiProperty({ description: 'Events stored in the last hour, whenever they happened, robots’ among them.' }) processed_last_hour!: number;
  @ApiProperty({ description: 'Messages of the event log that wait, each with one or more events.' }) queued!: number;
  @ApiProperty({ description: 'Entries that could not be processed and are kept with their reason.' }) quarantined!: number;
  @ApiProperty({ description: 'Events left out on purpose since midnight UTC.' }) dropped_today!: number;
  @ApiProperty({ type: [RejectionBody], description: 'Events rejected in the last 24 hours, by reason.' }) rejections!: RejectionBody[];
  @ApiProperty({ type: SpoolStatus, description: 'Events that wait on disk because Redis was away, of all processes.' }) spool!: SpoolStatus;
  @ApiProperty({ type: [EnrichmentHealth], description: 'In the order in which they run.' }) enrichments!: EnrichmentHealth[];
}

export class DestinationHealth {
  @ApiProperty({ format: 'uuid' }) destination_id!: string;
  @ApiProperty({ format: 'uuid' }) site_id!: string;
  @ApiProperty() site_name!: string;
  @ApiProperty() name!: string;
  @ApiProperty() plugin!: string;
  @ApiProperty({ enum: ['active', 'paused'] }) status!: 'active' | 'paused';
  @ApiProperty({ type: String, nullable: true, description: 'Why it is paused, for its owner.' }) status_reason!: string | null;
  @ApiProperty({ enum: DESTINATION_STATES, description: 'How it does.' }) state!: DestinationStateName;
  @ApiProperty({ description: 'Why, for a person.' }) state_reason!: string;
  @ApiProperty({ description: 'Delivered in the last 24 hours.' }) sent!: number;
  @ApiProperty({ description: 'Given up in the last 24 hours.' }) failed!: number;
  @ApiProperty({ description: 'Waiting or being tried again.' }) waiting!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Delivered of all finished, 0-1.' }) success_rate!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds' }) average_ms!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Half of the requests took no longer, in milliseconds.' }) p50_ms!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Nineteen in twenty took no longer, in milliseconds.' }) p95_ms!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) last_success_at!: Date | null;
}

export class DestinationHealthList {
  @ApiProperty({ type: [DestinationHealth] }) items!: DestinationHealth[];
}

export class ErrorEntry {
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ format: 'uuid' }) site_id!: string;
  @ApiProperty() site_name!: string;
  @ApiProperty() destination_name!: string;
  @ApiProperty() event_id!: string;
  @ApiProperty() event_type!: string;
  @ApiProperty() code!: string;
  @ApiProperty({ description: 'For a person.' }) message!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The vendor’s own words, cut, without secrets and personal data.' }) vendor_message!: string | null;
}

export class ErrorLog {
  @ApiProperty({ type: [ErrorEntry] }) items!: ErrorEntry[];
}
