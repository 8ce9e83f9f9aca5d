import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsObject } from 'class-validator';
import type { EnrichedKey } from '@warp/plugin-sdk';
import { Optional } from '../../http/optional.js';
import { SettingsSchema } from '../../plugins/settings-schema.dto.js';

const ENRICHED_KEYS = ['device', 'geo', 'organisation'] as const satisfies readonly EnrichedKey[];

/** What is left out stays. `settings` are sent whole; a masked secret stays as it is. */
export class ChangeEnrichmentRequest {
  @ApiPropertyOptional({ description: 'Whether it runs, once its settings are complete.' })
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'By the plugin’s settings schema.' })
  @Optional()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class EnrichmentDay {
  @ApiProperty({ description: 'Look-ups of events, today, UTC.' }) lookups!: number;
  @ApiProperty({ description: 'Of these, answered without asking the source.' }) cache_hits!: number;
  @ApiProperty({ type: Number, nullable: true, description: '0-1; null when nothing was looked up.' }) cache_hit_rate!: number | null;
  @ApiProperty({ description: 'Keys the source was asked.' }) requests!: number;
  @ApiProperty({ description: 'Events that went on without it because it failed.' }) failures!: number;
  @ApiProperty({ description: 'Events that went on without it because it took too long.' }) over_budget!: number;
  @ApiProperty({ description: 'Events that went on without it because it was left alone.' }) while_resting!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Of a call to the source, milliseconds.' }) average_ms!: number | null;
}

export class EnrichmentQuota {
  @ApiProperty({ description: 'Keys asked this month, UTC, by all processes.' }) used!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Most that may be; null: no limit.' }) limit!: number | null;
  @ApiProperty({ type: Number, nullable: true }) remaining!: number | null;
}

export class EnrichmentHealth {
  @ApiProperty({ description: 'Id of the plugin.' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ['active', 'resting', 'off', 'not_configured'] }) status!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why, for a person.' }) status_reason!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'It is left alone until then.' }) rests_until!: string | null;
  @ApiProperty({ type: EnrichmentDay }) today!: EnrichmentDay;
  @ApiProperty({ type: EnrichmentQuota, nullable: true, description: 'For sources that sell by the look-up.' }) quota!: EnrichmentQuota | null;
}

export class EnrichmentResponse extends EnrichmentHealth {
  @ApiProperty({ format: 'uri' }) vendor_docs!: string;
  @ApiProperty({ enum: ENRICHED_KEYS, isArray: true, description: 'What it adds to an event.' }) provides!: EnrichedKey[];
  @ApiProperty({ enum: ENRICHED_KEYS, isArray: true, description: 'What it builds on.' }) needs!: EnrichedKey[];
  @ApiProperty({ type: String, nullable: true, description: 'A line its licence asks to be shown, as `text|url`.' }) attribution!: string | null;
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When its settings were saved.' }) saved_at!: string | null;
  @ApiProperty({ type: SettingsSchema }) settings_schema!: SettingsSchema;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Secrets are masked as `********`.' }) settings!: Record<string, unknown>;
}

export class EnrichmentList {
  @ApiProperty({ type: [EnrichmentResponse], description: 'In the order in which they run, those that do not at the end.' }) items!: EnrichmentResponse[];
}

export class VendorQuota {
  @ApiProperty() used!: number;
  @ApiPropertyOptional() limit?: number;
}

export class EnrichmentTestResponse {
  @ApiProperty() ok!: boolean;
  @ApiProperty({ description: 'A stable word.' }) code!: string;
  @ApiProperty({ description: 'For a person.' }) message!: string;
  @ApiProperty({ type: VendorQuota, nullable: true, description: 'The vendor’s own count of this month.' }) quota!: VendorQuota | null;
}
