import type pg from 'pg';
import type { DestinationStates } from '../destinations/state/destination-states.js';
import type { DestinationHealth } from './monitoring.dto.js';

/** How the deliveries of the last 24 hours went, for each destination the connection sees. */
export async function readDestinationHealth(client: pg.PoolClient, states: DestinationStates): Promise<DestinationHealth[]> {
  const { rows } = await client.query<Omit<DestinationHealth, 'state' | 'state_reason'>>(
    `select d.id as destination_id, s.id as site_id, s.name as site_name, d.name, d.plugin, d.status, d.status_reason, f.*,
       (select count(*) from deliveries w where w.destination_id = d.id and w.state in ('pending', 'sending', 'retrying'))::int as waiting
     from destinations d join sites s on s.id = d.site_id
     cross join lateral (
       select count(*) filter (where state = 'delivered')::int as sent, count(*) filter (where state = 'dead')::int as failed,
         count(*) filter (where state = 'delivered')::float / nullif(count(*) filter (where state in ('delivered', 'dead')), 0) as success_rate,
         percentile_cont(0.5) within group (order by duration_ms) filter (where state = 'delivered')::float as p50_ms,
         percentile_cont(0.95) within group (order by duration_ms) filter (where state = 'delivered')::float as p95_ms,
         avg(duration_ms) filter (where state = 'delivered')::float as average_ms,
         max(finished_at) filter (where state = 'delivered') as last_success_at
       from deliveries x where x.destination_id = d.id and x.finished_at > now() - interval '24 hours') f
     order by s.name, d.name`,
  );
  const stateOf = await states.of(client);
  return rows.map((row) => {
    const { state, reason } = stateOf.get(row.destination_id)!;
    return { ...row, state, state_reason: reason };
  });
}
