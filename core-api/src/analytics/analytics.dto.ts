import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';
import { StoredEvent } from './stored-event.dto.js';

export class RangeQueryDto {
  @ApiPropertyOptional({ description: 'ISO date or time; today when left out.' }) @IsOptional() @IsString() @MaxLength(40) from?: string;
  @ApiPropertyOptional({ description: 'ISO date (included) or time; now when left out.' }) @IsOptional() @IsString() @MaxLength(40) to?: string;
  @ApiPropertyOptional({ description: 'IANA time zone.', default: 'UTC' }) @IsOptional() @IsString() @MaxLength(64) timezone?: string;
}

export class EventsQueryDto {
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() site_id?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) event_type?: string;
  @ApiPropertyOptional({ description: 'A single event.' }) @IsOptional() @IsString() @MaxLength(128) event_id?: string;
  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2' }) @IsOptional() @IsString() @MaxLength(2) country?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(255) company?: string;
  @ApiPropertyOptional({ description: '`next_cursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Only events that happened later.' }) @IsOptional() @IsISO8601({ strict: true }) after?: string;
  @ApiPropertyOptional({ default: 50, maximum: 200 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

export class Totals {
  @ApiProperty() events!: number;
  @ApiProperty() sessions!: number;
  @ApiProperty() page_views!: number;
  @ApiProperty() conversions!: number;
  @ApiProperty({ description: 'Sites with a visitor’s event in the last 5 minutes, by its own time.' }) active_sites!: number;
}

export class EventsPoint {
  @ApiProperty({ format: 'date-time' }) time!: string;
  @ApiProperty() events!: number;
}

export class TopSite {
  @ApiProperty({ format: 'uuid' }) site_id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() events!: number;
  @ApiProperty() sessions!: number;
  @ApiProperty({ description: 'Conversions per session, 0 or more.' }) conversion_rate!: number;
  @ApiProperty({ description: 'Share of sessions that came from an identified company (match of at least 0.6), 0-1; internet providers, hosting, mobile networks, schools and public bodies are none.' }) business_visitor_rate!: number;
}

export class CountryVisitors {
  @ApiProperty() country!: string;
  @ApiProperty() visitors!: number;
}

export class Overview {
  @ApiProperty({ type: Totals }) totals!: Totals;
  @ApiProperty({ type: Totals }) previous!: Totals;
  @ApiProperty({ type: [EventsPoint] }) series!: EventsPoint[];
  @ApiProperty({ type: [TopSite] }) top_sites!: TopSite[];
  @ApiProperty({ type: [CountryVisitors] }) countries!: CountryVisitors[];
}

export class SiteMetrics {
  @ApiProperty() events!: number;
  @ApiProperty() sessions!: number;
  @ApiProperty() visitors!: number;
  @ApiProperty() page_views!: number;
  @ApiProperty() conversions!: number;
  @ApiProperty({ description: '0-1' }) bounce_rate!: number;
  @ApiProperty({ description: 'Seconds' }) avg_session_duration!: number;
  @ApiProperty({ description: 'In the site’s currency' }) revenue!: number;
  @ApiProperty() transactions!: number;
  @ApiProperty() average_order_value!: number;
}

export class SitePoint extends EventsPoint {
  @ApiProperty() sessions!: number;
  @ApiProperty() page_views!: number;
}

export class ChannelRow {
  @ApiProperty() channel!: string;
  @ApiProperty() sessions!: number;
}

export class SourceRow {
  @ApiProperty() source!: string;
  @ApiProperty() medium!: string;
  @ApiProperty() sessions!: number;
  @ApiProperty() conversions!: number;
  @ApiProperty() revenue!: number;
}

export class CampaignRow {
  @ApiProperty() campaign!: string;
  @ApiProperty() sessions!: number;
  @ApiProperty() conversions!: number;
  @ApiProperty() revenue!: number;
}

export class PathCount {
  @ApiProperty() path!: string;
  @ApiProperty() count!: number;
}

export class Pages {
  @ApiProperty({ type: [PathCount] }) top!: PathCount[];
  @ApiProperty({ type: [PathCount] }) entry!: PathCount[];
  @ApiProperty({ type: [PathCount] }) exit!: PathCount[];
  @ApiProperty({ type: [PathCount] }) conversion!: PathCount[];
}

export class PathFigures {
  @ApiProperty() path!: string;
  @ApiProperty() views!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: too many events to count them while somebody waits.' }) visitors!: number | null;
}

export class NameSessions {
  @ApiProperty() name!: string;
  @ApiProperty() sessions!: number;
}

export class GeoFigures {
  @ApiProperty({ type: [NameSessions] }) countries!: NameSessions[];
  @ApiProperty({ type: [NameSessions] }) regions!: NameSessions[];
  @ApiProperty({ type: [NameSessions] }) cities!: NameSessions[];
}

export class DeviceFigures {
  @ApiProperty({ type: [NameSessions] }) categories!: NameSessions[];
  @ApiProperty({ type: [NameSessions] }) browsers!: NameSessions[];
  @ApiProperty({ type: [NameSessions] }) operating_systems!: NameSessions[];
  @ApiProperty({ type: [NameSessions] }) screens!: NameSessions[];
}

export class ProductRow {
  @ApiProperty() item_id!: string;
  @ApiProperty() item_name!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() revenue!: number;
}

export class FunnelStep {
  @ApiProperty() step!: string;
  @ApiProperty() sessions!: number;
}

export class Ecommerce {
  @ApiProperty({ type: [ProductRow] }) products!: ProductRow[];
  @ApiProperty({ type: [FunnelStep] }) funnel!: FunnelStep[];
}

export class SiteAnalytics {
  @ApiProperty({ type: SiteMetrics }) metrics!: SiteMetrics;
  @ApiProperty({ type: SiteMetrics }) previous!: SiteMetrics;
  @ApiProperty({ type: [SitePoint] }) series!: SitePoint[];
  @ApiProperty({ type: [ChannelRow] }) channels!: ChannelRow[];
  @ApiProperty({ type: [SourceRow] }) sources!: SourceRow[];
  @ApiProperty({ type: [CampaignRow] }) campaigns!: CampaignRow[];
  @ApiProperty({ type: Pages }) pages!: Pages;
  @ApiProperty({ type: GeoFigures }) geo!: GeoFigures;
  @ApiProperty({ type: DeviceFigures }) devices!: DeviceFigures;
  @ApiProperty({ type: Ecommerce }) ecommerce!: Ecommerce;
}

export class EventPage {
  @ApiProperty({ type: [StoredEvent], description: 'Newest first.' }) items!: StoredEvent[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

export class EventTypeRow {
  @ApiProperty() event_type!: string;
  @ApiProperty() events!: number;
}

export class EventTypes {
  @ApiProperty({ type: [EventTypeRow], description: 'The most frequent first.' }) items!: EventTypeRow[];
}
