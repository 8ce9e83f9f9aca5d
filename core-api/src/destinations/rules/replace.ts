import { isDeepStrictEqual } from 'node:util';
import { type EventData, LIMITS } from '@warp/contracts';
import type pg from 'pg';

/** An event that is told anew with a better proof under the id it was told before. */
export interface Retold {
  readonly siteId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** When it was stored before. */
  readonly since: Date;
  /** Undefined: it was erased. */
  readonly before: EventData | undefined;
  readonly now: EventData;
}

interface Row {
  id: number;
  destination_id: string;
  outbox_id: number | null;
  state: string;
  vendor_ref: string | null;
}

/**
 * Withdraws deliveries of events that are told anew, inside the caller's transaction, so that each destination gets one. What a platform has
 * taken stays when the new event says nothing else; otherwise the new one is sent too, under the same id, by which platforms tell that it is
 * the same. A worker that is sending it now finds that it is not its own any more.
 *
 * @returns for each event, in order: destinations that have it and are not told again, and those whose delivery was withdrawn
 */
export async function withdrawDeliveries(
  client: pg.PoolClient,
  retold: readonly Retold[],
): Promise<readonly { readonly told: readonly string[]; readonly withdrawn: readonly string[] }[]> {
  // A delivery that stayed when the event was told anew before is older than that; one of an event of another time is older still.
  const begins = retold.map(({ since }) => new Date(since.getTime() - LIMITS.dedupeMs));
  const results: { told: string[]; withdrawn: string[] }[] = [];
  const gone: Row[] = [];
  for (const [index, event] of retold.entries()) {
    const { rows } = await client.query<Row>(
      `select id, destination_id, outbox_id, state, vendor_ref from deliveries
       where site_id = $1 and event_id = $2 and event_type = $3 and created_at >= $4 order by id for update`,
      [event.siteId, event.eventId, event.eventType, begins[index]],
    );
    const isSame = event.before !== undefined && saysNothingElse(event.now, event.before);
    const [told, withdrawn] = [rows.filter((row) => isSame && isTaken(row)), rows.filter((row) => !(isSame && isTaken(row)))];
    gone.push(...withdrawn);
    results.push({ told: told.map((row) => row.destination_id), withdrawn: withdrawn.map((row) => row.destination_id) });
  }
  if (gone.length > 0) await remove(client, gone, new Date(Math.min(...begins.map((begin) => begin.getTime()))));
  return results;
}

const isTaken = ({ state, vendor_ref }: Row): boolean => state === 'delivered' || vendor_ref !== null;

/** Whether all that is said now was said before. What a browser said beside it, such as the time on the page, makes no other order of it. */
const saysNothingElse = (now: EventData, before: EventData): boolean =>
  Object.entries(now).every(([name, value]) => isDeepStrictEqual(value, (before as Readonly<Record<string, unknown>>)[name]));

/** @param since none of the rows is older, so that no other month is looked through */
async function remove(client: pg.PoolClient, rows: readonly Row[], since: Date): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const outboxIds = [...new Set(rows.flatMap(({ outbox_id }) => (outbox_id === null ? [] : [outbox_id])))];
  await client.query('delete from dead_letters where outbox_id = any($1) and delivery_id = any($2)', [outboxIds, ids]);
  await client.query('delete from deliveries where id = any($1) and created_at >= $2', [ids, since]);
  await client.query(
    `delete from outbox o where o.id = any($1)
       and not exists (select 1 from deliveries where outbox_id = o.id) and not exists (select 1 from dead_letters where outbox_id = o.id)`,
    [outboxIds],
  );
}
