import { CHANNELS, type Channel, type Device, type Geo, type Organisation, type Source } from '@warp/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const DEVICE_CATEGORIES = ['desktop', 'mobile', 'tablet', 'tv', 'bot', 'other'] as const satisfies readonly Device['category'][];
const ORGANISATION_KINDS = ['business', 'isp', 'hosting', 'mobile', 'education', 'government'] as const satisfies readonly Organisation['kind'][];

export class EventSource implements Source {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty() source!: string;
  @ApiProperty() medium!: string;
  @ApiPropertyOptional() campaign?: string;
  @ApiPropertyOptional() term?: string;
  @ApiPropertyOptional() content?: string;
}

export class EventDevice implements Device {
  @ApiProperty({ enum: DEVICE_CATEGORIES }) category!: Device['category'];
  @ApiPropertyOptional() browser?: string;
  @ApiPropertyOptional() browserVersion?: string;
  @ApiPropertyOptional() os?: string;
  @ApiPropertyOptional() osVersion?: string;
  @ApiPropertyOptional() brand?: string;
  @ApiPropertyOptional() model?: string;
}

export class EventGeo implements Geo {
  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2' }) country?: string;
  @ApiPropertyOptional() region?: string;
  @ApiPropertyOptional() city?: string;
  @ApiPropertyOptional() latitude?: number;
  @ApiPropertyOptional() longitude?: number;
}

export class EventOrganisation implements Organisation {
  @ApiPropertyOptional() name?: string;
  @ApiPropertyOptional() domain?: string;
  @ApiPropertyOptional() asn?: number;
  @ApiPropertyOptional({ enum: ORGANISATION_KINDS }) kind?: NonNullable<Organisation['kind']>;
  @ApiPropertyOptional({ description: 'How sure `kind` is, 0-1.' }) confidence?: number;
  @ApiPropertyOptional({ description: 'What `kind` rests on.' }) evidence?: string;
}

export class EventConsent {
  @ApiProperty() analytics!: boolean;
  @ApiProperty() marketing!: boolean;
}

/** A field that an event was stored without, or that was read in another form. */
export class EventIssue {
  @ApiProperty({ description: 'By its wire name.' }) field!: string;
  @ApiProperty({ description: 'A stable word.' }) rule!: string;
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'number' }], description: 'What was there, without personal data.' }) was?: string | number;
}

/** An event as the dashboard sees it: without personal fields. */
export class StoredEvent {
  @ApiProperty({ format: 'uuid' }) site_id!: string;
  @ApiProperty() event_id!: string;
  @ApiProperty() event_type!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) timestamp!: Date;
  @ApiProperty({ type: String, nullable: true }) page_url!: string | null;
  @ApiProperty({ type: String, nullable: true }) page_title!: string | null;
  @ApiProperty({ type: String, nullable: true }) referrer!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null, as the session: a server reported it, and no visit led to it.' }) visitor_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) session_id!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As in `POST /api/track`, with parameters of the site’s own.' }) event_data!: Record<string, unknown>;
  @ApiProperty({ type: EventSource, description: 'Of its visit.' }) source!: EventSource;
  @ApiProperty({ type: EventDevice, nullable: true }) device!: EventDevice | null;
  @ApiProperty({ type: EventGeo, nullable: true }) geo!: EventGeo | null;
  @ApiProperty({ type: EventOrganisation, nullable: true }) organisation!: EventOrganisation | null;
  @ApiProperty({ type: EventConsent, description: 'What the person agreed to when it happened.' }) consent!: EventConsent;
  @ApiProperty({ description: 'From 0, surely a person, to 100, surely a program.' }) bot_score!: number;
  @ApiProperty({ type: [String] }) bot_reasons!: string[];
  @ApiProperty({ type: [String], description: 'Enrichments that were wanted and did not answer in time.' }) missing!: string[];
  @ApiProperty({ type: [EventIssue], description: 'What its form cost it.' }) issues!: EventIssue[];
}
