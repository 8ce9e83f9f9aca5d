import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { CronRepeatOptions, EveryRepeatOptions, Job, Queue } from 'bull';
import { errorSummary } from './error-summary.js';
import type { Timing } from './schedule.js';
import { Scheduler } from './scheduler.js';

/** Name of the Bull queue whose repeatable jobs wake the scheduler. */
export const JOBS_QUEUE = 'jobs';

/** How soon repeatable jobs come back that Redis has lost. */
const MEND_EVERY_MS = 10_000;

/** Keeps one repeatable job per schedule in Bull, and wakes the scheduler when it comes. */
@Processor(JOBS_QUEUE)
export class WakeUps implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WakeUps.name);
  private timer: NodeJS.Timeout | undefined;
  private mending: Promise<void> | undefined;

  constructor(
    @InjectQueue(JOBS_QUEUE) private readonly queue: Queue<object>,
    private readonly scheduler: Scheduler,
  ) {}

  /** While Redis is away the scheduler looks by itself. */
  onApplicationBootstrap(): void {
    const mend = (): void => void (this.mending ??= this.mend().finally(() => (this.mending = undefined)));
    mend();
    this.timer = setInterval(mend, MEND_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    if (this.queue.client.status === 'ready') await this.mending;
  }

  /** Does not wait for the run: how long that takes is none of Bull's business, and a run that is cut short is taken over by its row. */
  @Process({ name: '*' })
  wake({ name }: Job<object>): void {
    this.scheduler.wake(name);
  }

  /** Adding a job that is there changes nothing; Bull knows it by schedule and time. */
  private async mend(): Promise<void> {
    try {
      await this.queue.isReady();
      const declared = new Map(this.scheduler.schedules.map(({ declaration }) => [declaration.name, repeatOf(declaration)]));
      for (const { key, name, every, cron, tz } of await this.queue.getRepeatableJobs())
        if (!isSame(declared.get(name), { every, cron, tz })) await this.queue.removeRepeatableByKey(key);
      for (const [name, repeat] of declared) await this.queue.add(name, {}, { repeat, removeOnComplete: true, removeOnFail: true });
    } catch (error) {
      this.logger.warn(`Wake-ups could not be put into Redis: ${errorSummary(error)}`);
    }
  }
}

type Repeat = CronRepeatOptions | EveryRepeatOptions;

const repeatOf = (timing: Timing): Repeat => ('everyMs' in timing ? { every: timing.everyMs } : { cron: timing.cron, tz: timing.zone });

/** Bull reads `every` and `tz` back from one place in its key. */
const isSame = (repeat: Repeat | undefined, stored: { readonly every: number; readonly cron: string; readonly tz?: string | undefined }): boolean =>
  repeat !== undefined && ('every' in repeat ? repeat.every === stored.every && !stored.cron : repeat.cron === stored.cron && repeat.tz === stored.tz);
