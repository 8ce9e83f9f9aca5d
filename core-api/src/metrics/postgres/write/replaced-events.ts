import type { BotVerdict, Device, EventData, Geo, Organisation, SiteId } from '@warp/contracts';
import type pg from 'pg';
import { type Proof, PROOFS } from '../../../collect/proof.js';
import type { SiteEntry } from '../../../site-directory/site-directory.js';
import type { Prepare, PreparedEvent } from '../../prepared-event.js';
import type { Session } from '../../sessions/session.js';
import type { StoredEvent, TakenOver } from '../../write.js';

interface Row {
  id: number;
  timestamp: Date;
  created_at: Date;
  site_id: string;
  event_id: string;
  event_type: string;
  event_data: EventData;
  visitor_id: string;
  session_id: string;
  user_id: string | null;
  ip_enrichment: { geo?: Geo; organisation?: Organisation } | null;
  device: Device | null;
  page_url: string | null;
  referrer: string | null;
  screen: string | null;
  bot_score: number;
  bot_reasons: BotVerdict['reasons'];
  proof: Proof | null;
}

const COLUMNS = `e.id, e."timestamp", e.created_at, e.site_id, e.event_id, e.event_type, e.event_data, e.visitor_id, e.session_id, e.user_id,
  e.ip_enrichment, e.device, e.page_url, e.referrer, e.screen, e.bot_score, e.bot_reasons, e.proof`;

/** The events that were stored under ids now taken over. What was erased since is not among them. */
export async function readReplaced(client: pg.PoolClient, takenOver: readonly TakenOver[], siteOf: (siteId: string) => SiteEntry, prepare: Prepare): Promise<readonly StoredEvent[]> {
  const { rows } = await client.query<Row>(
    `select e.* from unnest($1::uuid[], $2::text[], $3::text[]) as k (site_id, event_type, event_id)
     cross join lateral (
       select ${COLUMNS} from events e
       where e.site_id = k.site_id and e.event_id = k.event_id and e.event_type = k.event_type order by e.id desc limit 1) e`,
    [takenOver.map(({ siteId }) => siteId), takenOver.map(({ type }) => type), takenOver.map(({ id }) => id)],
  );
  return rows.map((row) => fromRow(row, siteOf(row.site_id), prepare));
}

/** Events of a session in the order in which they were counted. @param most of them */
export async function readSessionsEvents(client: pg.PoolClient, session: Session, site: SiteEntry, most: number, prepare: Prepare): Promise<readonly StoredEvent[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS} from events e where e.site_id = $1 and e.session_id = $2 order by e.id limit $3`,
    [session.siteId, session.sessionId, most],
  );
  return rows.map((row) => fromRow(row, site, prepare));
}

export async function deleteEvents(client: pg.PoolClient, events: readonly StoredEvent[]): Promise<void> {
  await client.query(
    `delete from events e using unnest($1::bigint[], $2::timestamptz[]) as gone (id, at) where e.id = gone.id and e."timestamp" = gone.at`,
    [events.map(({ id }) => id), events.map(({ prepared }) => new Date(prepared.entry.at))],
  );
}

/** Where a session came from, on all of its events. */
export async function correctSource(client: pg.PoolClient, { siteId, sessionId, source }: Session): Promise<void> {
  await client.query('update events set source = $3 where site_id = $1 and session_id = $2', [siteId, sessionId, JSON.stringify(source)]);
}

export async function deleteSessions(client: pg.PoolClient, sessions: readonly Session[]): Promise<void> {
  await client.query('delete from sessions s using unnest($1::uuid[], $2::text[]) as gone (site_id, session_id) where s.site_id = gone.site_id and s.session_id = gone.session_id', [
    sessions.map(({ siteId }) => siteId),
    sessions.map(({ sessionId }) => sessionId),
  ]);
}

/** What was judged when it was stored stays judged: the browser's headers are not kept. */
function fromRow(row: Row, site: SiteEntry, prepare: Prepare): StoredEvent {
  const entry: PreparedEvent['entry'] = {
    kind: 'event',
    site: row.site_id as SiteId,
    receivedAt: row.created_at.getTime(),
    at: row.timestamp.getTime(),
    via: 'script',
    proof: row.proof ?? PROOFS.browser,
    ip: null,
    ua: null,
    event: {
      event_type: row.event_type,
      event_id: row.event_id,
      event_data: row.event_data,
      session_id: row.session_id,
      ...(row.user_id === null ? {} : { user_id: row.user_id }),
      ...(row.page_url === null ? {} : { page_url: row.page_url }),
      ...(row.referrer === null ? {} : { referrer: row.referrer }),
      ...(row.screen === null ? {} : { screen: row.screen }),
    },
  };
  const fields = {
    ...(row.ip_enrichment?.geo && { geo: row.ip_enrichment.geo }),
    ...(row.ip_enrichment?.organisation && { organisation: row.ip_enrichment.organisation }),
    ...(row.device && { device: row.device }),
  };
  const prepared = prepare(entry, site, { id: row.visitor_id }, { fields, missing: [] });
  return { id: row.id, sessionId: row.session_id, prepared: { ...prepared, bot: { score: row.bot_score, reasons: row.bot_reasons } } };
}
