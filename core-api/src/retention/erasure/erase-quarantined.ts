import type pg from 'pg';
import type { EventEntry } from '../../collect/log-entry.js';
import { isTheirs, knownBy } from './known-by.js';
import { lookUp, type PersonIds } from './person-ids.js';

/**
 * Erases what of a person lies in quarantine, in the caller's transaction. Entries are kept as text, because it may be their form for which
 * they could not be stored; so they are read here, and not by the database. One that cannot be read goes when it contains an id of theirs.
 * @returns how many
 */
export async function eraseQuarantined(client: pg.PoolClient, siteId: string, ids: PersonIds): Promise<number> {
  const { rows } = await client.query<{ id: number; entry: unknown }>(
    'select id, entry from quarantine where site_id = $1 or (site_id is null and strpos(entry::text, $1::text) > 0)',
    [siteId],
  );
  const has = lookUp(ids);
  const theirs = rows.filter(({ entry }) => isOf(entry, ids, has)).map(({ id }) => id);
  const { rowCount } = await client.query('delete from quarantine where id = any($1)', [theirs]);
  return rowCount ?? 0;
}

/** An id this short stands in many a line by chance. */
const LEAST_CHARACTERS = 6;

function isOf(stored: unknown, ids: PersonIds, has: ReturnType<typeof lookUp>): boolean {
  const entry = typeof stored === 'string' ? parsed(stored) : stored;
  if (isEntry(entry)) return isTheirs(knownBy(entry), has);
  const text = typeof stored === 'string' ? stored : JSON.stringify(stored);
  return Object.values(ids)
    .flat()
    .some((id) => id.length >= LEAST_CHARACTERS && text.includes(id));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only as far as it is read here: texts where texts are looked for. */
function isEntry(value: unknown): value is Pick<EventEntry, 'event'> {
  const event = (value as { event?: unknown } | null | undefined)?.event;
  if (typeof event !== 'object' || event === null) return false;
  const { user } = event as { user?: { email?: unknown } | null };
  return user === undefined || (typeof user === 'object' && user !== null && (user.email === undefined || typeof user.email === 'string'));
}
