import type pg from 'pg';
import { findPerson, type Person, type PersonsData } from './person.js';

/** What was erased. */
export interface Erasure {
  readonly events: number;
  readonly sessions: number;
  /** That had not ended. */
  readonly deliveries: number;
}

/**
 * Erases what a site has of a person, inside the caller's transaction: events, visits, and what still lies ready for destinations. Figures stay:
 * sums name nobody. The ids of the events stay known for their 48 hours, so that none comes back.
 */
export async function erasePerson(client: pg.PoolClient, siteId: string, person: Person): Promise<Erasure> {
  const found = await findPerson(client, siteId, person);
  const eventIds = found.events.map(({ event_id }) => event_id);
  // In the order in which the pipeline locks them.
  await client.query('select 1 from sessions where site_id = $1 and session_id = any($2) order by site_id, session_id for update', [siteId, found.sessionIds]);
  const deliveries = await eraseDeliveries(client, siteId, eventIds);
  const events = await client.query('delete from events where site_id = $1 and id = any($2)', [siteId, found.events.map(({ id }) => id)]);
  const sessions = await eraseSessions(client, siteId, person, found);
  await eraseQuarantined(client, siteId, person, found);
  return { events: events.rowCount ?? 0, sessions, deliveries };
}

/** What is not sent yet will not be; a worker that is sending it now finds that it is not its own any more. */
async function eraseDeliveries(client: pg.PoolClient, siteId: string, eventIds: readonly string[]): Promise<number> {
  const parameters = [siteId, eventIds];
  const { rows } = await client.query<{ events: number }>(
    `with ended as (
       update deliveries set state = 'skipped', reason = 'erased', finished_at = now(), claim = null
       where site_id = $1 and event_id = any($2) and state in ('pending', 'sending', 'retrying') returning 1)
     select count(*)::int as events from ended`,
    parameters,
  );
  await client.query('update deliveries set outbox_id = null, message = null, vendor_message = null, vendor_ref = null where site_id = $1 and event_id = any($2)', parameters);
  await client.query('delete from dead_letters where outbox_id in (select id from outbox where site_id = $1 and event_id = any($2))', parameters);
  await client.query('delete from outbox where site_id = $1 and event_id = any($2)', parameters);
  return rows[0]!.events;
}

/** A visit that another user went on with in the same browser stays theirs. */
async function eraseSessions(client: pg.PoolClient, siteId: string, { visitorIds = [] }: Person, { sessionIds, userIds }: PersonsData): Promise<number> {
  const { rowCount } = await client.query(
    `delete from sessions s where site_id = $1 and session_id = any($2)
       and (user_id is null or user_id = any($3) or visitor_id = any($4))
       and not exists (select 1 from events e where e.site_id = $1 and e.session_id = s.session_id)`,
    [siteId, sessionIds, userIds, visitorIds],
  );
  await client.query('update sessions set user_id = null where site_id = $1 and session_id = any($2) and user_id = any($3)', [siteId, sessionIds, userIds]);
  return rowCount ?? 0;
}

/** Entries that could not be stored hold what was sent, in the clear. */
async function eraseQuarantined(client: pg.PoolClient, siteId: string, { emailHash, visitorIds = [] }: Person, { sessionIds, userIds }: PersonsData): Promise<void> {
  await client.query(
    `delete from quarantine where site_id = $1 and (
       entry->'event'->>'user_id' = any($2) or entry->'event'->>'visitor_id' = any($3) or entry->'event'->>'session_id' = any($4)
       or encode(sha256(convert_to(lower(btrim(entry->'event'->'user'->>'email')), 'UTF8')), 'hex') = $5)`,
    [siteId, userIds, visitorIds, sessionIds, emailHash ?? null],
  );
}
