import type pg from 'pg';
import type { PersonIds } from './person-ids.js';

/**
 * Erases what of a person lies in quarantine, in the caller's transaction: entries are sealed, with the ids beside them by which they are
 * found. What another user did in the same visit or browser stays theirs.
 * @returns how many
 */
export async function eraseQuarantined(client: pg.PoolClient, siteId: string, { user, email, named, browser, visit }: PersonIds): Promise<number> {
  const { rowCount } = await client.query(
    `delete from quarantine where site_id = $1
       and (user_id = any($2) or email_hash = any($3) or visitor_id = any($4)
         or (user_id is null and (visitor_id = any($5) or session_id = any($6))))`,
    [siteId, user, email, named, browser, visit],
  );
  return rowCount ?? 0;
}
