import {
  type Consent,
  type Device,
  type EventData,
  type EventId,
  type Geo,
  type Organisation,
  type SiteId,
  type Source,
  userDataOf,
  vendorIdsOf,
  type WarpEvent,
  type WireIds,
  type WireUser,
  type WireUserProperties,
} from '@warp/contracts';
import type pg from 'pg';

interface Row {
  site_id: SiteId;
  event_id: EventId;
  event_type: string;
  event_data: EventData;
  /** null, as the session: no visitor did it. */
  visitor_id: string | null;
  session_id: string | null;
  session_started_at: Date | null;
  user_id: string | null;
  ip_address: string | null;
  ip_enrichment: { geo?: Geo; organisation?: Organisation } | null;
  user_agent: string | null;
  device: Device | null;
  page_url: string | null;
  referrer: string | null;
  page_title: string | null;
  screen: string | null;
  language: string | null;
  timezone: string | null;
  consent: Consent;
  ids: WireIds;
  user_properties: WireUserProperties | null;
  /** By the wire's names. */
  user_hashes: WireUser | null;
  source: Source;
  bot_score: number;
  bot_reasons: string[];
  missing: string[];
  timestamp: Date;
  created_at: Date;
}

/**
 * Stored events as destinations see them, newest first, for a look at what would be sent. What storage does not keep is missing: personal fields
 * are there as the site's keyed hashes, which are not the vendors', the address is cut short.
 * @param eventId left out: the latest ones
 */
export async function readStoredEvents(client: pg.PoolClient, siteId: string, options: { eventId?: string; limit: number }): Promise<readonly WarpEvent[]> {
  const { rows } = await client.query<Row>(
    `select e.*, host(e.ip_address) as ip_address, s.started_at as session_started_at
     from events e left join sessions s on s.site_id = e.site_id and s.session_id = e.session_id
     where e.site_id = $1 and ($2::text is null or e.event_id = $2)
     order by e."timestamp" desc limit $3`,
    [siteId, options.eventId ?? null, options.limit],
  );
  return rows.map(toWarpEvent);
}

function toWarpEvent(row: Row): WarpEvent {
  const optional = {
    userId: row.user_id,
    pageUrl: row.page_url,
    referrer: row.referrer,
    pageTitle: row.page_title,
    screen: row.screen,
    language: row.language,
    timezone: row.timezone,
    userProperties: row.user_properties,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    device: row.device,
    geo: row.ip_enrichment?.geo,
    organisation: row.ip_enrichment?.organisation,
  };
  return {
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== undefined)) as Partial<WarpEvent>),
    eventId: row.event_id,
    eventType: row.event_type,
    siteId: row.site_id,
    timestampMs: row.timestamp.getTime(),
    receivedAtMs: row.created_at.getTime(),
    visitorId: row.visitor_id ?? row.user_id ?? row.event_id,
    sessionId: row.session_id ?? row.event_id,
    sessionStartedAtMs: (row.session_started_at ?? row.timestamp).getTime(),
    consent: row.consent,
    ids: vendorIdsOf(row.ids),
    user: userDataOf(row.user_hashes ?? {}),
    eventData: row.event_data,
    source: row.source,
    bot: { score: row.bot_score, reasons: row.bot_reasons },
    missing: row.missing,
  };
}
