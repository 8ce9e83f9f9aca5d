import type pg from 'pg';
import { eraseFailedEvents } from './erase-failed-events.js';
import { eraseQuarantined } from './erase-quarantined.js';
import { idsOf, type PersonIds } from './person-ids.js';
import { findPerson, type PersonKeys, type PersonsData } from './person.js';
import type { KeyRing } from '../secrets/key-ring.js';

/** What was erased. */
export interface Erasure {
  readonly events: number;
  readonly sessions: number;
  /** That had not ended. */
  readonly deliveries: number;
  /** Entries that could not be stored. */
  readonly quarantined: number;
  /** Events that had been rejected. */
  readonly failed: number;
}

/** What was erased, and by which ids the person was known. */
export interface ErasedPerson {
  readonly erasure: Erasure;
  readonly ids: PersonIds;
}

/**
 * Erases what a site has of a person, inside the caller's transaction: events, visits, and what still lies ready for destinations. Figures stay:
 * sums name nobody. The ids of the events stay known for their 48 hours, so that none comes back.
 */
export async function erasePerson(client: pg.PoolClient, keyRing: KeyRing, siteId: string, person: PersonKeys): Promise<ErasedPerson> {
  const found = await findPerson(client, siteId, person);
  const ids = idsOf(person, found);
  const eventIds = [...new Set([...found.events.map(({ event_id }) => event_id), ...(await outgoing(client, siteId, ids))])];
  // In the order in which the pipeline locks them.
  await client.query('select 1 from sessions where site_id = $1 and session_id = any($2) order by site_id, session_id for update', [siteId, found.sessionIds]);
  const events = await client.query('delete from events where site_id = $1 and id = any($2)', [siteId, found.events.map(({ id }) => id)]);
  const deliveries = await eraseDeliveries(client, siteId, eventIds);
  const sessions = await eraseSessions(client, siteId, person, found);
  const quarantined = await eraseQuarantined(client, siteId, ids);
  const failed = await eraseFailedEvents(client, keyRing, siteId, { userIds: ids.user, sessionIds: ids.visit, visitorIds: ids.named, emailHashes: ids.email });
  return { erasure: { events: events.rowCount ?? 0, sessions, deliveries, quarantined, failed }, ids };
}

/** Events that lie ready for destinations, also those whose own row is gone already. */
async function outgoing(client: pg.PoolClient, siteId: string, { user, named, browser, visit }: PersonIds): Promise<readonly string[]> {
  const { rows } = await client.query<{ event_id: string }>(
    `select event_id from outbox where site_id = $1 and (
       event->>'userId' = any($2) or event->>'visitorId' = any($3)
       or (event->>'userId' is null and (event->>'visitorId' = any($4) or event->>'sessionId' = any($5))))`,
    [siteId, user, named, browser, visit],
  );
  return rows.map(({ event_id }) => event_id);
}

/** Whoever gave an event of theirs the id of somebody's order does not take that order along: it is of another type, and is still there. */
const isErased = (eventType: string): string =>
  `not exists (select 1 from events e where e.site_id = x.site_id and e.event_id = x.event_id and e.event_type = ${eventType})`;

/** What is not sent yet will not be; a worker that is sending it now finds that it is not its own any more. */
async function eraseDeliveries(client: pg.PoolClient, siteId: string, eventIds: readonly string[]): Promise<number> {
  const parameters = [siteId, eventIds];
  const { rows } = await client.query<{ events: number }>(
    `with ended as (
       update deliveries x set state = 'skipped', reason = 'erased', finished_at = now(), claim = null
       where site_id = $1 and event_id = any($2) and state in ('pending', 'sending', 'retrying') and ${isErased('x.event_type')} returning 1)
     select count(*)::int as events from ended`,
    parameters,
  );
  const ofDeliveries = `x.site_id = $1 and x.event_id = any($2) and ${isErased('x.event_type')}`;
  const ofOutbox = `x.site_id = $1 and x.event_id = any($2) and ${isErased("x.event->>'eventType'")}`;
  await client.query(`update deliveries x set outbox_id = null, message = null, vendor_message = null, vendor_ref = null where ${ofDeliveries}`, parameters);
  await client.query(`delete from dead_letters where outbox_id in (select id from outbox x where ${ofOutbox})`, parameters);
  await client.query(`delete from outbox x where ${ofOutbox}`, parameters);
  return rows[0]!.events;
}

/** A visit that another user went on with in the same browser stays theirs. */
async function eraseSessions(client: pg.PoolClient, siteId: string, { visitorIds }: PersonKeys, { sessionIds, userIds }: PersonsData): Promise<number> {
  const { rowCount } = await client.query(
    `delete from sessions s where site_id = $1 and session_id = any($2)
       and (user_id is null or user_id = any($3) or visitor_id = any($4))
       and not exists (select 1 from events e where e.site_id = $1 and e.session_id = s.session_id)`,
    [siteId, sessionIds, userIds, visitorIds],
  );
  await client.query('update sessions set user_id = null where site_id = $1 and session_id = any($2) and user_id = any($3)', [siteId, sessionIds, userIds]);
  return rowCount ?? 0;
}
