import { LIMITS } from '@warp/contracts';
import type pg from 'pg';
import { PROOFS } from '../../collect/proof.js';
import { type DeliveryReceipt, readReceipts } from '../../delivery/answers/receipts.js';
import type { EventDelivery, EventReceipt } from './receipts.dto.js';

interface Stored {
  readonly event_id: string;
  readonly event_type: string;
  readonly created_at: Date;
  readonly value: number | null;
  readonly currency: string | null;
  readonly items: number;
}

/** Which events count as received. */
export interface Wanted {
  /** Undefined: of any type; where several have one id, the best proven. */
  readonly eventType?: string | undefined;
  /** Only what a server said, not what a browser claimed in its place, as long as the server can still put it right by saying it. */
  readonly saidByServer?: boolean | undefined;
}

/** An hour less than ids are known for: what is said again later than that would count twice. */
const REPLACEABLE_HOURS = LIMITS.dedupeMs / 3_600_000 - 1;

/** Whether events of a site arrived and what became of them, in the order asked for. */
export async function readEventReceipts(
  client: pg.PoolClient,
  siteId: string,
  eventIds: readonly string[],
  { eventType, saidByServer = false }: Wanted = {},
): Promise<EventReceipt[]> {
  const stored = await client.query<Stored>(
    `select distinct on (event_id) event_id, event_type, created_at, event_data->>'currency' as currency,
       case jsonb_typeof(event_data->'value') when 'number' then (event_data->>'value')::float end as value,
       case jsonb_typeof(event_data->'items') when 'array' then jsonb_array_length(event_data->'items') else 0 end as items
     from events
     where site_id = $1 and event_id = any($2) and ($3::text is null or event_type = $3)
       and (not $4 or coalesce(proof, $5) = $5 or created_at < now() - make_interval(hours => $6))
     order by event_id, proof desc nulls last, created_at`,
    [siteId, eventIds, eventType ?? null, saidByServer, PROOFS.server, REPLACEABLE_HOURS],
  );
  const known = new Map(stored.rows.map((row) => [row.event_id, row]));
  const deliveries = Map.groupBy(await readReceipts(client, siteId, [...known.keys()]), ({ event_id }) => event_id);
  return eventIds.map((eventId) => {
    const event = known.get(eventId);
    return {
      event_id: eventId,
      received: event !== undefined,
      received_at: event?.created_at.toISOString() ?? null,
      event_type: event?.event_type ?? null,
      value: event?.value ?? null,
      currency: event?.currency ?? null,
      items: event?.items ?? 0,
      deliveries: (deliveries.get(eventId) ?? []).filter(({ event_type }) => event_type === event?.event_type).map(bodyOf),
    };
  });
}

const bodyOf = ({ destination_id, plugin, destination_name, state, reason, sentence, attempts, finished_at }: DeliveryReceipt): EventDelivery => ({
  destination_id,
  plugin,
  name: destination_name,
  state,
  reason,
  sentence,
  attempts,
  delivered_at: state === 'delivered' ? (finished_at?.toISOString() ?? null) : null,
});
