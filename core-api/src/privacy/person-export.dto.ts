import { ApiProperty } from '@nestjs/swagger';
import { EventConsent, EventDevice, EventGeo, EventOrganisation, EventSource } from '../analytics/stored-event.dto.js';

const TEXT = { type: String, nullable: true } as const;
const AS_IT_CAME = { type: 'object', additionalProperties: true } as const;

/** A visit of a person, as it is stored. */
export class ExportedSession {
  @ApiProperty() session_id!: string;
  @ApiProperty() visitor_id!: string;
  @ApiProperty(TEXT) user_id!: string | null;
  @ApiProperty({ format: 'date-time' }) started_at!: Date;
  @ApiProperty({ format: 'date-time' }) last_event_at!: Date;
  @ApiProperty() events!: number;
  @ApiProperty() page_views!: number;
  @ApiProperty(TEXT) entry_page!: string | null;
  @ApiProperty(TEXT) exit_page!: string | null;
  @ApiProperty(TEXT) referrer!: string | null;
  @ApiProperty() channel!: string;
  @ApiProperty() source!: string;
  @ApiProperty() medium!: string;
  @ApiProperty(TEXT) campaign!: string | null;
  @ApiProperty(TEXT) country!: string | null;
  @ApiProperty(TEXT) region!: string | null;
  @ApiProperty(TEXT) city!: string | null;
  @ApiProperty(TEXT) device_category!: string | null;
  @ApiProperty(TEXT) browser!: string | null;
  @ApiProperty(TEXT) os!: string | null;
  @ApiProperty(TEXT) screen!: string | null;
  @ApiProperty(TEXT) organisation!: string | null;
}

/** An event of a person, as it is stored. */
export class ExportedEvent {
  @ApiProperty() event_id!: string;
  @ApiProperty() event_type!: string;
  @ApiProperty({ format: 'date-time' }) timestamp!: Date;
  @ApiProperty(TEXT) page_url!: string | null;
  @ApiProperty(TEXT) page_title!: string | null;
  @ApiProperty(TEXT) referrer!: string | null;
  @ApiProperty(TEXT) visitor_id!: string | null;
  @ApiProperty(TEXT) session_id!: string | null;
  @ApiProperty(TEXT) user_id!: string | null;
  @ApiProperty({ ...TEXT, description: 'Cut short, unless the site stores it whole.' }) ip_address!: string | null;
  @ApiProperty({ type: EventGeo, nullable: true }) geo!: EventGeo | null;
  @ApiProperty({ type: EventOrganisation, nullable: true }) organisation!: EventOrganisation | null;
  @ApiProperty(TEXT) user_agent!: string | null;
  @ApiProperty({ type: EventDevice, nullable: true }) device!: EventDevice | null;
  @ApiProperty(TEXT) screen!: string | null;
  @ApiProperty(TEXT) language!: string | null;
  @ApiProperty(TEXT) timezone!: string | null;
  @ApiProperty({ type: EventConsent }) consent!: EventConsent;
  @ApiProperty({ ...AS_IT_CAME, description: 'Ids other systems gave this visitor, as in `POST /api/track`.' }) ids!: Record<string, unknown>;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, nullable: true, description: 'Keyed hashes of the personal fields of `user`, by name.' }) user_hashes!: Record<string, string> | null;
  @ApiProperty({ ...AS_IT_CAME, description: 'As in `POST /api/track`.' }) event_data!: Record<string, unknown>;
  @ApiProperty({ type: EventSource }) source!: EventSource;
}

export class PersonExportResponse {
  @ApiProperty({ type: [ExportedSession], description: 'All visits, with the first page.' })
  sessions!: readonly ExportedSession[];

  @ApiProperty({ type: [ExportedEvent], description: 'Oldest first.' })
  events!: readonly ExportedEvent[];

  @ApiProperty({ ...TEXT })
  next_cursor!: string | null;
}
