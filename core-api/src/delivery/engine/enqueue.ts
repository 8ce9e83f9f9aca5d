import type { UserData, WarpEvent } from '@warp/contracts';
import type { Redis } from 'ioredis';
import type pg from 'pg';
import { CHANNELS } from '../../redis/keys.js';
import type { KeyRing } from '../../secrets/key-ring.js';

/** An event and who shall get it. */
export interface Deliverable {
  readonly event: WarpEvent;
  readonly destinationIds: readonly string[];
}

/** What of an event is personal: it lies encrypted in the outbox, and no longer than the delivery needs it. */
export interface Personal {
  readonly ipAddress?: string;
  readonly userAgent?: string;
  readonly user: UserData;
}

/** Purpose under which personal fields are sealed. */
export const OUTBOX_PURPOSE = 'outbox';

/** Writes events and one pending delivery per destination, inside the caller's transaction. */
export async function writeOutbox(client: pg.PoolClient, deliverables: readonly Deliverable[], keyRing: KeyRing): Promise<void> {
  const outbox = deliverables.map(({ event }) => {
    const { ipAddress, userAgent, user, ...rest } = event;
    const personal: Personal = { user, ...(ipAddress && { ipAddress }), ...(userAgent && { userAgent }) };
    return { event: JSON.stringify(rest), personal: keyRing.seal(JSON.stringify(personal), OUTBOX_PURPOSE) };
  });
  const { rows } = await client.query<{ id: number }>(
    `insert into outbox (site_id, event_id, event, personal)
     select * from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::bytea[])
     returning id`,
    [
      deliverables.map(({ event }) => event.siteId),
      deliverables.map(({ event }) => event.eventId),
      outbox.map(({ event }) => event),
      outbox.map(({ personal }) => personal),
    ],
  );
  const rowsOfDeliveries = deliverables.flatMap(({ event, destinationIds }, index) =>
    destinationIds.map((destinationId) => ({ outboxId: rows[index]!.id, event, destinationId })),
  );
  await client.query(
    `insert into deliveries (outbox_id, site_id, destination_id, event_id, event_type, event_at)
     select * from unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      rowsOfDeliveries.map(({ outboxId }) => outboxId),
      rowsOfDeliveries.map(({ event }) => event.siteId),
      rowsOfDeliveries.map(({ destinationId }) => destinationId),
      rowsOfDeliveries.map(({ event }) => event.eventId),
      rowsOfDeliveries.map(({ event }) => event.eventType),
      rowsOfDeliveries.map(({ event }) => new Date(event.timestampMs)),
    ],
  );
}

/** Wakes the delivery; call after the commit. A lost message costs a second, the poll finds the rows. */
export async function announceDue(redis: Redis, destinationIds: readonly string[]): Promise<void> {
  if (destinationIds.length > 0) await redis.publish(CHANNELS.deliveriesDue, destinationIds.join(','));
}
