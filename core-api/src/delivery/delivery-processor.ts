import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { announceDue } from './enqueue.js';
import { Breakers } from './breaker.js';
import { DeliveryStore } from './delivery-store.js';
import { DestinationRuntimes } from './destination-runtime.js';
import { InFlight } from './in-flight.js';
import { Sender } from './sender.js';
import { RedisConnections } from '../redis/redis.module.js';

/** Name of the Bull queue of deliveries. */
export const DELIVERY_QUEUE = 'delivery';

/** Deliveries to one destination, to be tried once. */
export interface DeliveryJob {
  readonly destinationId: string;
  readonly ids: readonly number[];
  /** Place in `InFlight`. */
  readonly place: string;
}

/** Jobs a worker handles at once. They wait for answers most of the time, so a hanging destination must not fill them. */
const JOBS_AT_ONCE = 64;

/** Tries the deliveries of a job and writes down how they ended. */
@Processor(DELIVERY_QUEUE)
export class DeliveryProcessor {
  constructor(
    private readonly runtimes: DestinationRuntimes,
    private readonly deliveries: DeliveryStore,
    private readonly sender: Sender,
    private readonly breakers: Breakers,
    private readonly inFlight: InFlight,
    private readonly redis: RedisConnections,
  ) {}

  @Process({ concurrency: JOBS_AT_ONCE })
  async process({ data }: Job<DeliveryJob>): Promise<void> {
    try {
      await this.deliver(data);
    } finally {
      await this.inFlight.leave(data.destinationId, data.place);
      // The freed place may be wanted.
      await announceDue(this.redis.shared, [data.destinationId]);
    }
  }

  private async deliver({ destinationId, ids }: DeliveryJob): Promise<void> {
    const runtime = await this.runtimes.load(destinationId);
    // Without the destination or its plugin the lease runs out, and the deliveries wait for it to come back.
    if (runtime === undefined) return;
    const claimed = await this.deliveries.load(destinationId, ids);
    const sent = await this.sender.send(runtime, claimed);
    await this.deliveries.settle(destinationId, sent.settled);
    if (sent.pause !== undefined) await this.deliveries.pause(destinationId, sent.pause, runtime.changedAt);
    for (const answered of sent.answers) this.breakers.record(destinationId, answered, Date.now());
  }
}
