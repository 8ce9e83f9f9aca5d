import type pg from 'pg';
import type { SiteHash } from '../secrets/site-hashes.js';

/** By what a site knows a person; at least one is given. */
export interface Person {
  readonly userId?: string | undefined;
  /** SHA-256 (hex) of the trimmed, lower-case address. */
  readonly emailHash?: string | undefined;
  /** The address itself; nothing is found by it, but some platforms know people by nothing else. */
  readonly email?: string | undefined;
  readonly visitorIds?: readonly string[] | undefined;
}

/** The same, as the site's data have it. */
export interface PersonKeys {
  readonly userIds: readonly string[];
  readonly emailHashes: readonly string[];
  readonly visitorIds: readonly string[];
}

/**
 * By what a person is found. Addresses lie as keyed hashes, and so do user and visitor ids that are addresses themselves; events of an
 * earlier version have plain hashes until they are rewritten.
 */
export const keysOf = ({ userId, emailHash, visitorIds = [] }: Person, hash: SiteHash): PersonKeys => {
  const emailHashes = emailHash === undefined ? [] : [hash.ofSha256(emailHash), emailHash];
  return {
    userIds: [...(userId === undefined ? [] : [userId, hash.ofText(userId)]), ...emailHashes.slice(0, 1)],
    emailHashes,
    visitorIds: visitorIds.flatMap((id) => (id.includes('@') ? [id, hash.ofText(id)] : [id])),
  };
};

export interface PersonsEvent {
  readonly id: number;
  readonly event_id: string;
  /** null: of no visit. */
  readonly session_id: string | null;
}

/** What of a site is about one person. */
export interface PersonsData {
  /** Oldest first. */
  readonly events: readonly PersonsEvent[];
  readonly sessionIds: readonly string[];
  /** The person's own, and those their address was used with. */
  readonly userIds: readonly string[];
  /** Their browsers, by visitor id. */
  readonly browserIds: readonly string[];
}

/**
 * Events that name the person, and what the same browser did before or without logging in. Two things are left out, because
 * they may be somebody else's: events of another user in the same browser, and visits that only a cookieless hash connects, which everybody
 * behind one address with the same browser shares.
 */
export async function findPerson(client: pg.PoolClient, siteId: string, { userIds, emailHashes, visitorIds }: PersonKeys): Promise<PersonsData> {
  const parameters = [siteId, userIds, emailHashes, visitorIds];
  const events = await client.query<PersonsEvent>(
    `${PERSON}
     select id, event_id, session_id from (
       select id, "timestamp", event_id, session_id from direct
       union
       select id, "timestamp", event_id, session_id from events
       where site_id = $1 and session_id in (select session_id from visits)
         and (user_id is null or user_id in (select user_id from users) or visitor_id = any($4))) found
     order by "timestamp", id`,
    parameters,
  );
  // A visit may have outlived its events.
  const known = await client.query<{ is: 'user' | 'visit' | 'browser'; id: string }>(
    `${PERSON} select 'user' as is, user_id as id from users union all select 'visit', session_id from visits
     union all select 'browser', visitor_id from browsers`,
    parameters,
  );
  const idsOf = (kind: string): string[] => known.rows.flatMap(({ is, id }) => (is === kind ? [id] : []));
  return {
    events: events.rows,
    sessionIds: [...new Set([...idsOf('visit'), ...events.rows.flatMap(({ session_id }) => session_id ?? [])])],
    userIds: idsOf('user'),
    browserIds: idsOf('browser'),
  };
}

/** $1 site, $2 user ids, $3 hashes of the address, $4 visitor ids. */
const PERSON = `
  with direct as (
    select id, "timestamp", event_id, session_id, visitor_id, user_id, proof from events where site_id = $1 and user_id = any($2::text[])
    union
    select id, "timestamp", event_id, session_id, visitor_id, user_id, proof from events where site_id = $1 and user_hashes->>'email' = any($3::text[])),
  users as (
    select unnest($2::text[]) as user_id
    -- Only what a server said: a browser that sends somebody's address with another's user id must not draw that person in.
    union select user_id from direct where user_id is not null and coalesce(proof, 2) = 2),
  browsers as (
    select visitor_id from (
      select visitor_id from direct
      union select visitor_id from sessions where site_id = $1 and user_id in (select user_id from users)) seen
    where visitor_id !~ '^c-[0-9a-f]{32}$'
    union select unnest($4::text[])),
  visits as (
    select session_id from sessions
    where site_id = $1 and (
      user_id in (select user_id from users)
      or (visitor_id in (select visitor_id from browsers) and (user_id is null or visitor_id = any($4)))))`;
