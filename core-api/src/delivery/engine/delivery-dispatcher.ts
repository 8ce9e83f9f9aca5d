import { randomUUID } from 'node:crypto';
import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { bounded } from '@warp/plugin-sdk';
import type { Queue } from 'bull';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { CHANNELS } from '../../redis/keys.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { Breakers } from './breaker.js';
import { DELIVERY_QUEUE, type DeliveryJob } from './delivery-processor.js';
import { DeliveryStore } from './delivery-store.js';
import { InFlight } from './in-flight.js';

/** How often due deliveries are looked for when nobody says that there are any. */
const POLL_MS = 1_000;

/** Destinations looked at side by side; each needs a connection to PostgreSQL for a moment. */
const DESTINATIONS_AT_ONCE = 4;

/** Batches put into one job, so that a small batch limit does not make a job per request. */
const BATCHES_PER_JOB = 4;

/** Finds deliveries that are due and puts them into the queue, for each destination no more than it may have at once. */
@Injectable()
export class DeliveryDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryDispatcher.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    @InjectQueue(DELIVERY_QUEUE) private readonly queue: Queue<DeliveryJob>,
    private readonly deliveries: DeliveryStore,
    private readonly registry: PluginRegistry,
    private readonly breakers: Breakers,
    private readonly inFlight: InFlight,
    private readonly redis: RedisConnections,
  ) {}

  onApplicationBootstrap(): void {
    const subscription = this.redis.open();
    subscription.on('message', () => this.wake());
    // Rejects only when the process ends before it is connected.
    void subscription.subscribe(CHANNELS.deliveriesDue).catch(() => undefined);
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks once more; while looking, remembers to look again. */
  private wake(): void {
    if (this.stopped) return;
    if (this.running !== undefined) {
      this.again = true;
      return;
    }
    this.running = this.dispatch()
      .catch((error: Error) => this.logger.warn(`Deliveries wait: ${error.message}`))
      .finally(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  /** Destinations side by side: none waits for another's turn. */
  private async dispatch(): Promise<void> {
    const due = await this.deliveries.dueDestinations();
    const inTurn = bounded(DESTINATIONS_AT_ONCE);
    const turns = await Promise.allSettled(due.map(({ id, plugin }) => inTurn(() => this.dispatchTo(id, plugin))));
    const failed = turns.find((turn) => turn.status === 'rejected');
    if (failed !== undefined) throw failed.reason as Error;
  }

  private async dispatchTo(id: string, plugin: string): Promise<void> {
    const limits = this.registry.destination(plugin)?.limits;
    if (limits === undefined) return;
    const wanted = limits.batch.maxEvents * BATCHES_PER_JOB;
    while (this.breakers.allows(id, Date.now())) {
      const place = randomUUID();
      if (!(await this.inFlight.enter(id, place, limits.concurrency))) return;
      const ids = await this.deliveries.claim(id, place, wanted);
      if (ids.length > 0) await this.queue.add({ destinationId: id, ids, place }, { removeOnComplete: true, removeOnFail: true, attempts: 1 });
      else await this.inFlight.leave(id, place);
      if (ids.length < wanted) return;
    }
  }
}
