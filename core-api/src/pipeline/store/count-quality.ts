import type { Issue } from '@warp/contracts';
import type pg from 'pg';
import { dayStart } from '../../time/buckets.js';
import type { PreparedEvent } from '../../metrics/prepared-event.js';

interface Row {
  readonly site_id: string;
  readonly day: Date;
  readonly event_type: string;
  readonly field: string;
  readonly rule: string;
  events: number;
  first_seen: Date;
  last_seen: Date;
  readonly example: object | null;
}

/**
 * Counts events by type, and what their form cost them by field and rule, so that findings and their shares are read without the events.
 * Late in the transaction, as the rollups are: its rows are as busy.
 */
export async function countQuality(client: pg.PoolClient, events: readonly PreparedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = new Map<string, Row>();
  for (const event of events) {
    count(rows, event, undefined);
    for (const issue of event.entry.issues ?? []) count(rows, event, issue);
  }
  // One order for all workers, so that two of them never wait for each other.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await client.query({
    name: 'count-quality',
    text: `
      insert into data_quality select * from jsonb_populate_recordset(null::data_quality, $1)
      on conflict (site_id, day, event_type, field, rule) do update set
        events = data_quality.events + excluded.events, example = coalesce(data_quality.example, excluded.example),
        first_seen = least(data_quality.first_seen, excluded.first_seen), last_seen = greatest(data_quality.last_seen, excluded.last_seen)`,
    values: [JSON.stringify(sorted)],
  });
}

/** By the day of receipt, when somebody could see the finding. */
function count(rows: Map<string, Row>, { entry, site }: PreparedEvent, issue: Issue | undefined): void {
  const { event_type, event_id } = entry.event;
  const day = dayStart(entry.receivedAt, site.config.timezone);
  const key = [site.id, day, event_type, issue?.field, issue?.rule].join('|');
  const seen = new Date(entry.receivedAt);
  const row = rows.get(key);
  if (row === undefined) {
    const example = issue && { event_id, at: seen, ...(issue.was !== undefined && { was: issue.was }) };
    rows.set(key, { site_id: site.id, day: new Date(day), event_type, field: issue?.field ?? '', rule: issue?.rule ?? '', events: 1, first_seen: seen, last_seen: seen, example: example ?? null });
    return;
  }
  row.events += 1;
  if (seen < row.first_seen) row.first_seen = seen;
  if (seen > row.last_seen) row.last_seen = seen;
}
