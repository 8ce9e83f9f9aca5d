import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsObject, IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../http/optional.js';
import { PageOf, PageQuery } from '../http/page.dto.js';
import { SiteConfigBody, SiteConfigChange } from './site-config.dto.js';
import { SITE_STATES, type SiteStateName } from './state/site-state.js';
import type { SiteConfig } from '../database/entities/site-config.js';
import { SITE_STATUSES, type SiteStatus } from '../database/entities/site.entity.js';

/** What an owner may choose: `error` is found out, not set. */
const SETTABLE = ['active', 'paused'] as const;

export class CreateSiteRequest {
  @ApiProperty({ maxLength: 255 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @ApiProperty({ description: 'Host name alone, as shop.example.com; its subdomains count as the same site.' })
  @IsString()
  @MaxLength(255)
  domain!: string;

  @ApiPropertyOptional({ type: [String], description: 'Further host names of the same site.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  domains?: string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'A super admin names it when there are several.' })
  @Optional()
  @IsUUID()
  agency_id?: string;

  @ApiPropertyOptional({ type: SiteConfigChange, description: 'What is left out takes its default.' })
  @Optional()
  @IsObject()
  config?: Record<string, unknown>;
}

/** What is left out stays; within `config` too. */
export class UpdateSiteRequest extends PartialType(OmitType(CreateSiteRequest, ['agency_id'] as const), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({ enum: SETTABLE })
  @Optional()
  @IsIn(SETTABLE)
  status?: (typeof SETTABLE)[number];
}

export class SitesQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the name, the domain or the script id.' })
  @Optional()
  @IsString()
  @MaxLength(255)
  search?: string;

  @ApiPropertyOptional({ enum: SITE_STATUSES })
  @Optional()
  @IsIn(SITE_STATUSES)
  status?: SiteStatus;
}

export class SiteResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  agency_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: [String] })
  domains!: string[];

  @ApiProperty({ description: 'Names the site in its pages; not a secret.' })
  script_id!: string;

  @ApiProperty({ enum: SITE_STATUSES })
  status!: SiteStatus;

  @ApiProperty({ enum: SITE_STATES, description: 'How it does; `not_installed`: it never had an event, `silent`: none in the last 24 hours.' })
  state!: SiteStateName;

  @ApiProperty({ description: 'Why, for a person.' })
  state_reason!: string;

  @ApiProperty({ type: SiteConfigBody, description: 'Complete, with defaults.' })
  config!: SiteConfig;

  @ApiProperty({ description: 'HTML for the head of the site’s pages.' })
  snippet!: string;

  @ApiProperty({ description: 'Whether it ever had an event; `state` says whether it still has.' })
  installed!: boolean;

  @ApiProperty({ description: 'Since midnight in the site’s time zone.' })
  events_today!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_event_at!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

export class SitePage extends PageOf {
  @ApiProperty({ type: [SiteResponse] })
  items!: SiteResponse[];
}

export class ConnectionCodeResponse {
  @ApiProperty({ description: 'For the WordPress plugin’s settings. It contains the site’s signing secret.' })
  code!: string;
}
