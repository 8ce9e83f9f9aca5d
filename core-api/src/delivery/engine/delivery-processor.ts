import { Process, Processor } from '@nestjs/bull';
import { Logger } from '@nestjs/common';
import type { Job } from 'bull';
import { announceDue } from './enqueue.js';
import { Breakers } from './breaker.js';
import { DeliveryStore, LEASE_SECONDS } from './delivery-store.js';
import { DestinationRuntimes } from '../../destinations/runtime/destination-runtime.js';
import { InFlight } from './in-flight.js';
import { Sender } from './sender.js';
import { RedisConnections } from '../../redis/redis.module.js';

/** Name of the Bull queue of deliveries. */
export const DELIVERY_QUEUE = 'delivery';

/** Deliveries to one destination, to be tried once. */
export interface DeliveryJob {
  readonly destinationId: string;
  readonly ids: readonly number[];
  /** Place in `InFlight`, and the claim its deliveries carry. */
  readonly place: string;
}

/** Jobs a worker handles at once. They wait for answers most of the time, so a hanging destination must not fill them. */
const JOBS_AT_ONCE = 64;

const RENEWAL_MS = (LEASE_SECONDS * 1000) / 4;

/** Tries the deliveries of a job and writes down how they ended. */
@Processor(DELIVERY_QUEUE)
export class DeliveryProcessor {
  private readonly logger = new Logger(DeliveryProcessor.name);

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
    const renewal = setInterval(() => void this.renew(data), RENEWAL_MS);
    try {
      await this.deliver(data);
    } finally {
      clearInterval(renewal);
      await this.inFlight.leave(data.destinationId, data.place);
      // The freed place may be wanted.
      await announceDue(this.redis.shared, [data.destinationId]);
    }
  }

  /** While a job goes on, nobody else may take its deliveries for those of a dead worker and send them a second time. */
  private async renew({ destinationId, ids, place }: DeliveryJob): Promise<void> {
    await Promise.all([this.deliveries.renew(destinationId, place, ids), this.inFlight.stay(destinationId, place)]).catch((error: Error) =>
      this.logger.warn(`A lease could not be renewed: ${error.message}`),
    );
  }

  private async deliver({ destinationId, ids, place }: DeliveryJob): Promise<void> {
    const runtime = await this.runtimes.load(destinationId);
    // Without the destination or its plugin the lease runs out, and the deliveries wait for it to come back.
    if (runtime === undefined) return;
    const claimed = await this.deliveries.load(destinationId, place, ids);
    const sent = await this.sender.send(runtime, claimed);
    await this.deliveries.settle(destinationId, place, sent.settled);
    if (sent.pause !== undefined) await this.deliveries.pause(destinationId, sent.pause, runtime.changedAt);
    for (const answered of sent.answers) this.breakers.record(destinationId, answered, Date.now());
  }
}
