import type pg from 'pg';
import type { DropEntry } from '../../collect/log-entry.js';
import { hourStart } from '../../time/buckets.js';

/** Counts what was left out on purpose. */
export async function saveDrops(client: pg.PoolClient, drops: readonly DropEntry[]): Promise<void> {
  if (drops.length === 0) return;
  const sums = new Map<string, { site_id: string; hour: Date; reason: string; events: number }>();
  for (const { site, receivedAt, reason, events } of drops) {
    const hour = new Date(hourStart(receivedAt));
    const key = `${site}|${hour.toISOString()}|${reason}`;
    const row = sums.get(key) ?? { site_id: site, hour, reason, events: 0 };
    sums.set(key, { ...row, events: row.events + events });
  }
  const rows = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await client.query(
    `insert into drops select * from jsonb_populate_recordset(null::drops, $1)
     on conflict (site_id, hour, reason) do update set events = drops.events + excluded.events`,
    [JSON.stringify(rows)],
  );
}
