import type pg from 'pg';
import type { Channel } from '@warp/contracts';
import type { Proof } from '../../../collect/proof.js';
import type { Session } from '../../sessions/session.js';
import { SessionTaken } from '../../write.js';

interface SessionRow {
  site_id: string;
  session_id: string;
  visitor_id: string;
  user_id: string | null;
  user_proof: Proof;
  started_at: Date;
  last_event_at: Date;
  events: number;
  page_views: number;
  conversions: number;
  revenue: string;
  engaged_ms: number;
  funnel_steps: number;
  entry_page: string | null;
  exit_page: string | null;
  referrer: string | null;
  channel: Channel;
  source: string;
  medium: string;
  campaign: string | null;
  term: string | null;
  content: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  device_category: string | null;
  browser: string | null;
  os: string | null;
  screen: string | null;
  organisation: string | null;
  company: string | null;
  is_bot: boolean;
}

/** Which sessions a batch needs: named ones, and the latest of visitors, or of the site's users, whose events name none. */
export interface SessionsWanted {
  readonly named: readonly { readonly siteId: string; readonly sessionId: string }[];
  readonly visitors: readonly { readonly siteId: string; readonly visitorId: string; readonly isBot: boolean }[];
  /** `since`: earlier ones are over; ms since 1970. */
  readonly users: readonly { readonly siteId: string; readonly userId: string; readonly since: number }[];
}

/** Reads and locks sessions, in one order for all workers. */
export async function loadSessions(
  client: pg.PoolClient,
  wanted: SessionsWanted,
  timezoneOf: (siteId: string) => string,
): Promise<readonly Session[]> {
  // Not a named statement: PostgreSQL would keep the plan it made when the table was small, and read it whole ever after.
  const { rows } = await client.query<SessionRow>(
    `
      with wanted as (
        select * from unnest($1::uuid[], $2::text[]) as named (site_id, session_id)
        union
        select visitor.site_id, latest.session_id
        from unnest($3::uuid[], $4::text[], $5::bool[]) as visitor (site_id, visitor_id, is_bot)
        cross join lateral (
          select session_id from sessions s
          where s.site_id = visitor.site_id and s.visitor_id = visitor.visitor_id and s.is_bot = visitor.is_bot
          order by s.last_event_at desc limit 1
        ) latest
        union
        select person.site_id, latest.session_id
        from unnest($6::uuid[], $7::text[], $8::timestamptz[]) as person (site_id, user_id, since)
        cross join lateral (
          select session_id from sessions s
          where s.site_id = person.site_id and s.user_id = person.user_id and not s.is_bot and s.last_event_at >= person.since
          order by s.user_proof desc, s.last_event_at desc limit 1
        ) latest
      )
      select s.* from sessions s join wanted using (site_id, session_id)
      order by s.site_id, s.session_id
      for update of s`,
    [
      wanted.named.map(({ siteId }) => siteId),
      wanted.named.map(({ sessionId }) => sessionId),
      wanted.visitors.map(({ siteId }) => siteId),
      wanted.visitors.map(({ visitorId }) => visitorId),
      wanted.visitors.map(({ isBot }) => isBot),
      wanted.users.map(({ siteId }) => siteId),
      wanted.users.map(({ userId }) => userId),
      wanted.users.map(({ since }) => new Date(since)),
    ],
  );
  return rows.map((row) => fromRow(row, timezoneOf(row.site_id)));
}

/** @throws SessionTaken */
export async function insertSessions(client: pg.PoolClient, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const { rowCount } = await client.query(
    'insert into sessions select * from jsonb_populate_recordset(null::sessions, $1) on conflict do nothing',
    [JSON.stringify(sessions.map(toRow))],
  );
  if (rowCount !== sessions.length) throw new SessionTaken('A session was opened by another worker.');
}

/** Writes what counting may change; the sessions are locked by `loadSessions`. */
export async function updateSessions(client: pg.PoolClient, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  await client.query(
    `update sessions s
     set visitor_id = n.visitor_id, user_id = n.user_id, user_proof = n.user_proof, started_at = n.started_at, last_event_at = n.last_event_at,
         events = n.events, page_views = n.page_views, conversions = n.conversions, revenue = n.revenue,
         engaged_ms = n.engaged_ms, funnel_steps = n.funnel_steps, entry_page = n.entry_page, exit_page = n.exit_page, company = n.company
     from jsonb_populate_recordset(null::sessions, $1) n
     where s.site_id = n.site_id and s.session_id = n.session_id`,
    [JSON.stringify(sessions.map(toRow))],
  );
}

/**
 * Writes sessions whole, where they came from too; they are locked by `loadSessions`. Not deleted and inserted anew: whoever waits for the lock
 * on a row that is deleted meanwhile finds none.
 */
export async function rewriteSessions(client: pg.PoolClient, sessions: readonly Session[]): Promise<void> {
  if (sessions.length === 0) return;
  const rows = sessions.map(toRow);
  const columns = Object.keys(rows[0]!).filter((column) => column !== 'site_id' && column !== 'session_id');
  await client.query(
    `update sessions s set ${columns.map((column) => `${column} = n.${column}`).join(', ')}
     from jsonb_populate_recordset(null::sessions, $1) n where s.site_id = n.site_id and s.session_id = n.session_id`,
    [JSON.stringify(rows)],
  );
}

const toRow = (session: Session): object => ({
  site_id: session.siteId,
  session_id: session.sessionId,
  visitor_id: session.visitorId,
  user_id: session.userId,
  user_proof: session.userProof,
  started_at: new Date(session.startedAt),
  last_event_at: new Date(session.lastEventAt),
  events: session.events,
  page_views: session.pageViews,
  conversions: session.conversions,
  revenue: session.revenue,
  engaged_ms: session.engagedMs,
  funnel_steps: session.funnelSteps,
  entry_page: session.entryPage,
  exit_page: session.exitPage,
  referrer: session.referrer,
  channel: session.source.channel,
  source: session.source.source,
  medium: session.source.medium,
  campaign: session.source.campaign ?? null,
  term: session.source.term ?? null,
  content: session.source.content ?? null,
  country: session.country,
  region: session.region,
  city: session.city,
  device_category: session.deviceCategory,
  browser: session.browser,
  os: session.os,
  screen: session.screen,
  organisation: session.organisation,
  company: session.company,
  is_bot: session.isBot,
});

const fromRow = (row: SessionRow, timezone: string): Session => ({
  siteId: row.site_id,
  timezone,
  sessionId: row.session_id,
  visitorId: row.visitor_id,
  userId: row.user_id,
  userProof: row.user_proof,
  startedAt: row.started_at.getTime(),
  lastEventAt: row.last_event_at.getTime(),
  events: row.events,
  pageViews: row.page_views,
  conversions: row.conversions,
  revenue: Number(row.revenue),
  engagedMs: row.engaged_ms,
  funnelSteps: row.funnel_steps,
  entryPage: row.entry_page,
  exitPage: row.exit_page,
  referrer: row.referrer,
  source: {
    channel: row.channel,
    source: row.source,
    medium: row.medium,
    ...(row.campaign === null ? {} : { campaign: row.campaign }),
    ...(row.term === null ? {} : { term: row.term }),
    ...(row.content === null ? {} : { content: row.content }),
  },
  country: row.country,
  region: row.region,
  city: row.city,
  deviceCategory: row.device_category,
  browser: row.browser,
  os: row.os,
  screen: row.screen,
  organisation: row.organisation,
  company: row.company,
  isBot: row.is_bot,
});
