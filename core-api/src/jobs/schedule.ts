import { DiscoveryService } from '@nestjs/core';

/** Equal steps from 1970 on, or the times of a cron expression on the clocks of a time zone. */
export type Timing = { readonly everyMs: number } | { readonly cron: string; readonly zone: string };

/** What a schedule is, beside the method that does its work. */
export type ScheduleDeclaration = Timing & {
  /** Unique in the installation. */
  readonly name: string;
  /** After a time without a process: every slot that was missed, oldest first, or only the latest. */
  readonly catchUp: 'each' | 'latest';
  /** A run begins up to so much after its slot, so that not everything begins in the same second. */
  readonly jitterMs?: number;
};

/** One run of a schedule, as its method sees it. */
export interface JobRun {
  /** The time it was due. */
  readonly slot: Date;
  /**
   * Aborts when the process stops or another one has taken the run over. A method that gives up then throws (`signal.throwIfAborted()`), and the run
   * is taken up again elsewhere; one that returns is done.
   */
  readonly signal: AbortSignal;
}

/** A method of a provider, run by the scheduler. */
export type ScheduledMethod = (run: JobRun) => Promise<unknown>;

/** Marks a provider's method as a schedule. Its module imports `JobsModule`. */
export const Scheduled = DiscoveryService.createDecorator<ScheduleDeclaration>();

/** A schedule of this process, with the method that does its work. */
export interface Schedule {
  readonly declaration: ScheduleDeclaration;
  readonly run: ScheduledMethod;
}
