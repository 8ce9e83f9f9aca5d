import type pg from 'pg';
import { FAILED_BOUNDS } from '../../collect/failed-bounds.js';
import type { FailedEntry } from '../../collect/log-entry.js';
import { hourStart } from '../../time/buckets.js';

/** Counts rejected events, and keeps them as far as their site's bound for the day allows. */
export async function saveFailed(client: pg.PoolClient, failed: readonly FailedEntry[]): Promise<void> {
  if (failed.length === 0) return;
  await countFailed(client, failed);
  const kept = failed.filter(({ body }) => body !== undefined);
  if (kept.length === 0) return;
  await client.query(
    `with given as (
       select *, row_number() over site as place, sum(octet_length(body)) over site as bytes_before
       from (select id, site_id, code, field, rule, event_type, via, received_at, decode(body, 'base64') as body
             from jsonb_to_recordset($1) as row (
               id uuid, site_id uuid, code text, field text, rule text, event_type text, via text, received_at timestamptz, body text)) as row
       window site as (partition by site_id order by id)),
     today as (
       select site_id, count(*) as bodies, sum(body_bytes) as bytes from failed_events
       where site_id in (select site_id from given) and id >= $4 group by site_id)
     insert into failed_events (id, site_id, code, field, rule, event_type, via, received_at, body, body_bytes)
     select id, site_id, code, field, rule, event_type, via, received_at, body, octet_length(body)
     from given left join today using (site_id)
     where coalesce(today.bodies, 0) + place <= $2 and coalesce(today.bytes, 0) + bytes_before <= $3
     on conflict do nothing`,
    [JSON.stringify(kept.map(toRow)), FAILED_BOUNDS.bodies, FAILED_BOUNDS.bytes, firstIdOfDay(Date.now())],
  );
}

/** The ids are UUIDv7, which begin with their time in ms: so a day's rows are found by the index of the list. */
function firstIdOfDay(now: number): string {
  const ms = (now - (now % DAY_MS)).toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}

const DAY_MS = 86_400_000;

const toRow = ({ id, site, code, field, rule, eventType, via, receivedAt, body }: FailedEntry): object => ({
  id,
  site_id: site,
  code,
  field,
  rule,
  event_type: eventType ?? null,
  via,
  received_at: new Date(receivedAt),
  body,
});

async function countFailed(client: pg.PoolClient, failed: readonly FailedEntry[]): Promise<void> {
  const counts = new Map<string, { site_id: string; hour: Date; code: string; field: string; rule: string; events: number }>();
  for (const { site, receivedAt, code, field, rule } of failed) {
    const hour = new Date(hourStart(receivedAt));
    const key = [site, hour.toISOString(), code, field, rule].join('|');
    const events = (counts.get(key)?.events ?? 0) + 1;
    counts.set(key, { site_id: site, hour, code, field, rule, events });
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await client.query(
    `insert into failed_event_counts select * from jsonb_populate_recordset(null::failed_event_counts, $1)
     on conflict (site_id, hour, code, field, rule) do update set events = failed_event_counts.events + excluded.events`,
    [JSON.stringify(rows)],
  );
}
