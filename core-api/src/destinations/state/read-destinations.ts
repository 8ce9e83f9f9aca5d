import type pg from 'pg';

/** What the database knows of how a destination does. */
export interface DestinationRow {
  readonly id: string;
  readonly site_id: string;
  readonly name: string;
  readonly plugin: string;
  readonly enabled: boolean;
  readonly status: 'active' | 'paused';
  readonly status_reason: string | null;
  readonly secrets: Buffer | null;
  readonly is_connected: boolean;
  readonly account_problem: string | null;
  readonly hour_delivered: number;
  readonly hour_dead: number;
  readonly hour_skipped: number;
  readonly day_delivered: number;
  readonly day_dead: number;
  readonly day_skipped: number;
  readonly sampled: number;
  readonly last_success_at: Date | null;
  readonly queued: number;
  readonly unanswered: number;
  readonly unanswered_since: Date | null;
  readonly throttled: number;
  readonly overdue_since: Date | null;
  readonly dead_reason: string | null;
  readonly dead_message: string | null;
  readonly dead_vendor_message: string | null;
  readonly retry_reason: string | null;
  readonly retry_message: string | null;
  readonly retry_vendor_message: string | null;
}

/** Of each destination no more finished deliveries are looked at: a busy one's last thousand say how it does now. */
export const SAMPLE = 1_000;

const counts = (window: string, condition: string): string =>
  ['delivered', 'dead', 'skipped'].map((state) => `count(*) filter (where state = '${state}' and ${condition})::int as ${window}_${state}`).join(', ');

/** Of all destinations the connection sees, or of those of some sites. What ended before the settings changed last is the old ones' matter. */
export async function readDestinations(client: pg.PoolClient, siteIds?: readonly string[]): Promise<readonly DestinationRow[]> {
  const { rows } = await client.query<DestinationRow>(
    `select d.id, d.site_id, d.name, d.plugin, d.enabled, d.status, d.status_reason, d.secrets,
       c.destination_id is not null as is_connected, c.problem as account_problem, ended.*, queue.*, dead.*, retry.*
     from destinations d
     left join (select destination_id, problem from oauth_connections) c on c.destination_id = d.id
     cross join lateral (select greatest(now() - interval '24 hours', d.updated_at) as since) recent
     cross join lateral (
       select count(*)::int as sampled, ${counts('hour', "finished_at > now() - interval '1 hour'")}, ${counts('day', 'true')},
         max(finished_at) filter (where state = 'delivered') as last_success_at
       from (
         select state, finished_at from deliveries where destination_id = d.id and finished_at > recent.since
         order by finished_at desc limit ${SAMPLE}) f) ended
     cross join lateral (
       select count(*)::int as queued,
         count(*) filter (where state = 'retrying' and reason = 'platform_down')::int as unanswered,
         min(greatest(first_attempt_at, d.updated_at)) filter (where state = 'retrying' and reason = 'platform_down') as unanswered_since,
         count(*) filter (where state = 'retrying' and reason = 'throttled')::int as throttled,
         min(greatest(due_at, d.updated_at)) filter (where state = 'pending' and due_at < now()) as overdue_since
       from deliveries where destination_id = d.id and state in ('pending', 'sending', 'retrying')) queue
     left join lateral (
       select reason as dead_reason, message as dead_message, vendor_message as dead_vendor_message from dead_letters
       where destination_id = d.id and replayed_at is null and created_at > recent.since order by created_at desc limit 1) dead on true
     left join lateral (
       select reason as retry_reason, message as retry_message, vendor_message as retry_vendor_message from deliveries
       where destination_id = d.id and state = 'retrying' and message is not null order by due_at desc limit 1) retry on true
     where $1::uuid[] is null or d.site_id = any($1)
     order by d.site_id, d.created_at, d.id`,
    [siteIds ?? null],
  );
  return rows;
}
