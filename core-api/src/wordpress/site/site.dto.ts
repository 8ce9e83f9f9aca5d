import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';
import type { SiteConfig } from '../../database/entities/site-config.js';
import { SITE_STATUSES, type SiteStatus } from '../../database/entities/site.entity.js';
import { DESTINATION_STATES, type DestinationStateName } from '../../destinations/state/destination-state.js';
import { SITE_STATES, type SiteStateName } from '../../sites/state/site-state.js';
import { SiteConfigBody } from '../../sites/site-config.dto.js';
import { SettingDifferences } from '../../sites/wordpress-settings.dto.js';

export class ConnectedDestination {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  plugin!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ enum: ['active', 'paused'] })
  status!: 'active' | 'paused';

  @ApiProperty({ type: String, nullable: true })
  status_reason!: string | null;

  @ApiProperty({ enum: DESTINATION_STATES })
  state!: DestinationStateName;

  @ApiProperty({ description: 'Why, for a person.' })
  state_reason!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Of the last 24 hours.' })
  last_success_at!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Delivered of all finished in the last 24 hours, 0-1.' })
  success_rate!: number | null;
}

export class ConnectedSiteResponse {
  @ApiProperty({ format: 'uuid' })
  site_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: [String], description: 'The main one first.' })
  domains!: string[];

  @ApiProperty({ enum: SITE_STATUSES })
  status!: SiteStatus;

  @ApiProperty({ enum: SITE_STATES })
  state!: SiteStateName;

  @ApiProperty({ description: 'Why, for a person.' })
  state_reason!: string;

  @ApiProperty()
  script_id!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_event_at!: string | null;

  @ApiProperty({ description: 'Since midnight in the site’s time zone.' })
  events_today!: number;

  @ApiProperty({ type: SiteConfigBody, description: 'Complete, with defaults.' })
  config!: SiteConfig;

  @ApiProperty({ type: SettingDifferences, description: 'Where these settings and WordPress’ own differ.' })
  settings!: SettingDifferences;

  @ApiProperty({ type: [ConnectedDestination] })
  destinations!: ConnectedDestination[];

  @ApiProperty()
  core_version!: string;
}

export class ChangeConfigRequest {
  @ApiProperty({ type: [String], description: 'Networks whose forwarded client address is believed: addresses, CIDR, or `cloudflare`.' })
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  trusted_proxies!: string[];
}

export class ChangedConfig {
  @ApiProperty({ type: SiteConfigBody, description: 'Complete, with defaults.' })
  config!: SiteConfig;
}
