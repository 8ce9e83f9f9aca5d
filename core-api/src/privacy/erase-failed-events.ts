import { createHash } from 'node:crypto';
import type pg from 'pg';
import { openFailedBody } from '../collect/failed-body.js';
import { isObject } from '../collect/parse-body.js';
import type { KeyRing } from '../secrets/key-ring.js';

/** By what a person's rejected events are found. */
export interface KnownIds {
  readonly userIds: readonly string[];
  readonly visitorIds: readonly string[];
  readonly sessionIds: readonly string[];
  /** SHA-256 (hex) of the trimmed, lower-case address. */
  readonly emailHashes: readonly string[];
}

const PAGE = 500;

/**
 * Erases a person's rejected events, in the caller's transaction. They are sealed as a whole, so each of the site's is opened and looked at;
 * one that cannot be opened any more cannot be taken again either, and goes.
 * @returns how many
 */
export async function eraseFailedEvents(client: pg.PoolClient, keyRing: KeyRing, siteId: string, ids: KnownIds): Promise<number> {
  let erased = 0;
  for (let after: string | null = null; ; ) {
    const { rows }: pg.QueryResult<{ id: string; body: Buffer }> = await client.query(
      'select id, body from failed_events where site_id = $1 and body is not null and ($2::uuid is null or id > $2) order by id limit $3',
      [siteId, after, PAGE],
    );
    const theirs = rows.filter(({ body }) => isTheirs(eventIn(keyRing, body), ids)).map(({ id }) => id);
    const { rowCount } = await client.query('delete from failed_events where id = any($1)', [theirs]);
    erased += rowCount ?? 0;
    if (rows.length < PAGE) return erased;
    after = rows.at(-1)!.id;
  }
}

function eventIn(keyRing: KeyRing, sealed: Buffer): unknown {
  try {
    return openFailedBody(keyRing, sealed).event;
  } catch {
    return undefined;
  }
}

function isTheirs(event: unknown, { userIds, visitorIds, sessionIds, emailHashes }: KnownIds): boolean {
  if (!isObject(event)) return true;
  const email = isObject(event['user']) ? textOf(event['user']['email']) : undefined;
  return (
    has(userIds, event['user_id']) ||
    has(visitorIds, event['visitor_id']) ||
    // In a visit of theirs, and not another user's who was in the same browser.
    (textOf(event['user_id']) === undefined && has(sessionIds, event['session_id'])) ||
    (email !== undefined && emailHashes.some((hash) => hash === email.toLowerCase() || hash === sha256(email.toLowerCase())))
  );
}

const has = (ids: readonly string[], id: unknown): boolean => {
  const text = textOf(id);
  return text !== undefined && ids.includes(text);
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
