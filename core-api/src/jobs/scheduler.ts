import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { errorSummary } from './error-summary.js';
import { JobMetrics } from './job-metrics.js';
import { JobStore, LEASE_SECONDS, type TakenRun } from './job-store.js';
import { type JobRun, type Schedule, Scheduled, type ScheduledMethod } from './schedule.js';
import { checkTiming, nextSlot, slotsBetween } from './slots.js';

/** Most missed slots that are caught up; of more, the latest. */
export const MOST_CAUGHT_UP = 100;

const RENEWAL_MS = (LEASE_SECONDS * 1000) / 4;

/** How often a schedule is looked at when no wake-up comes: Redis may be away, and a run may have lost its process. */
const LOOK_EVERY_MS = 15_000;

/** Processes' clocks differ: a wake-up that comes so much too early waits for its slot. */
const EARLY_MS = 500;

/** How long a stopping process waits for its runs. */
const STOP_WITHIN_MS = 20_000;

/** How often a process says that it still has its schedules. */
const REGISTER_EVERY_MS = 3_600_000;

/**
 * Runs the schedules of this process's modules. Who may run a slot is decided by `JobStore`; what wakes the scheduler (a job of Bull, its own look every
 * few seconds, the start) decides nothing, so a lost or doubled wake-up does no harm.
 */
@Injectable()
export class Scheduler implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Scheduler.name);
  private readonly found = new Map<string, Schedule>();
  private readonly atWork = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private registeredAt = -Infinity;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
    private readonly store: JobStore,
    private readonly metrics: JobMetrics,
  ) {}

  /** Every schedule of the process. */
  get schedules(): readonly Schedule[] {
    return [...this.found.values()];
  }

  /** @throws when two schedules have one name, or one has no sensible time */
  onModuleInit(): void {
    for (const schedule of this.declared()) {
      const { declaration } = schedule;
      if (this.found.has(declaration.name)) throw new Error(`Two schedules are called “${declaration.name}”.`);
      checkTiming(declaration);
      this.found.set(declaration.name, schedule);
    }
  }

  onApplicationBootstrap(): void {
    if (this.found.size === 0) return;
    void this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  /** Runs are told to stop and waited for; what is not over by then is taken over when its lease ends. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.race([Promise.all(this.atWork.values()), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  }

  /** Runs what is due of a schedule. One that is at work looks again by itself when it is done. */
  wake(name: string): void {
    const schedule = this.found.get(name);
    if (schedule === undefined || this.stopping.signal.aborted || this.atWork.has(name)) return;
    const work = this.runDue(schedule)
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.logger.warn(`The schedule “${name}” waits for the next look: ${errorSummary(error)}`);
      })
      .finally(() => this.atWork.delete(name));
    this.atWork.set(name, work);
  }

  private async look(): Promise<void> {
    try {
      if (Date.now() - this.registeredAt > REGISTER_EVERY_MS) await this.register();
    } catch (error) {
      this.logger.warn(`Schedules could not be registered: ${errorSummary(error)}`);
      return;
    }
    for (const name of this.found.keys()) this.wake(name);
  }

  private async register(): Promise<void> {
    for (const { declaration } of this.found.values()) await this.store.register(declaration);
    this.registeredAt = Date.now();
  }

  private async runDue(schedule: Schedule): Promise<void> {
    for (;;) {
      const run = await this.take(schedule);
      if (run === undefined) return;
      await this.run(schedule, run);
      if (this.stopping.signal.aborted) return;
    }
  }

  private async take({ declaration }: Schedule): Promise<TakenRun | undefined> {
    const { name, catchUp, jitterMs = 0 } = declaration;
    const left = await this.store.takeOver(name);
    if (left !== undefined) return left;
    const state = await this.store.stateOf(name);
    if (state === undefined) return undefined;
    const { now, last_slot, registered_at } = state;
    const due = slotsBetween(declaration, last_slot ?? registered_at, now, catchUp === 'each' ? MOST_CAUGHT_UP : 1);
    const slot = due[0] ?? nextSlot(declaration, now);
    if (slot === undefined) return undefined;
    const lateMs = now.getTime() - slot.getTime();
    if (lateMs < -EARLY_MS) return undefined;
    const pauseMs = Math.random() * jitterMs - lateMs;
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: this.stopping.signal });
    return this.store.take(name, slot);
  }

  private async run({ declaration: { name }, run }: Schedule, taken: TakenRun): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.stopping.signal]);
    const renewal = setInterval(() => void this.renew(taken, lost), RENEWAL_MS);
    const ended = this.metrics.started(name);
    const failure = await run({ slot: taken.slot, signal })
      .then(() => undefined, (error: unknown) => ({ error }))
      .finally(() => clearInterval(renewal));
    if (failure === undefined) {
      ended('succeeded');
      return this.store.finish(taken, 'succeeded', null);
    }
    if (lost.signal.aborted) return;
    if (this.stopping.signal.aborted) return this.store.release(taken);
    ended('failed');
    const summary = errorSummary(failure.error);
    this.logger.error(`The schedule “${name}” failed: ${summary}`);
    return this.store.finish(taken, 'failed', summary);
  }

  private async renew(taken: TakenRun, lost: AbortController): Promise<void> {
    try {
      if (!(await this.store.renew(taken))) lost.abort(new Error('Another process has taken the run over.'));
    } catch (error) {
      this.logger.warn(`The lease of “${taken.schedule}” could not be renewed: ${errorSummary(error)}`);
    }
  }

  private declared(): readonly Schedule[] {
    return this.discovery.getProviders().flatMap((wrapper) => {
      const instance: unknown = wrapper.instance;
      if (typeof instance !== 'object' || instance === null) return [];
      return this.methods.getAllMethodNames(Object.getPrototypeOf(instance) as object | null).flatMap((key) => {
        const declaration = this.discovery.getMetadataByDecorator(Scheduled, wrapper, key);
        return declaration === undefined ? [] : [{ declaration, run: async (run: JobRun) => (instance as Record<string, ScheduledMethod>)[key]!(run) }];
      });
    });
  }
}
