import type { DeliveryState, Outcome, Skip } from '@warp/contracts';
import { backoffMs, isHopeless } from './backoff.js';

/** How a delivery stands after a try. Times in ms since 1970. */
export interface Settlement {
  readonly state: DeliveryState;
  /** A reason code of the contracts, or the plugin's own. */
  readonly reason: string;
  readonly message: string | null;
  readonly attempts: number;
  /** When to try again; meaningless once finished. */
  readonly dueAt: number;
  readonly vendorRef: string | null;
  /** As `Tried` has it, for the next time. */
  readonly firstAttemptAt: number;
}

/** What is known of a delivery before it is settled. */
export interface Tried {
  readonly attempts: number;
  /** When it was first sent; while the platform is asked what became of it: when the platform took it. */
  readonly firstAttemptAt: number;
  /** The platform took it before, and was asked about it now. */
  readonly isTaken: boolean;
  readonly now: number;
  /** 0 to 1; spreads the retries. */
  readonly random: number;
}

/** Tries of an event that the plugin itself fails on. */
const PLUGIN_FAULT_TRIES = 3;

/** How long a platform is asked what became of an event it took, and how seldom in the end. */
const CONFIRMATION_MS = 48 * 3_600_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** An outcome as a stored state. Throttling costs no attempt; wrong credentials wait for their owner. */
export function settle(outcome: Outcome, given: Tried): Settlement {
  if (outcome.is === 'accepted') return settleAccepted(outcome, given);
  // What must be sent again although the platform took it begins anew: none of its tries failed.
  const tried = given.isTaken && outcome.is !== 'configuration' ? { ...given, attempts: 0, firstAttemptAt: given.now } : given;
  const attempts = tried.attempts + 1;
  const base = { attempts, dueAt: tried.now, vendorRef: null, firstAttemptAt: tried.firstAttemptAt };
  switch (outcome.is) {
    case 'delivered':
      return { ...base, state: 'delivered', reason: 'delivered', message: null, vendorRef: outcome.vendorRef ?? null };
    case 'throttled':
      return { ...base, state: 'retrying', reason: 'throttled', message: outcome.message, attempts: tried.attempts, dueAt: tried.now + outcome.retryAfterMs };
    case 'configuration':
      return { ...base, state: 'retrying', reason: 'destination_paused', message: outcome.message, attempts: tried.attempts };
    case 'permanent':
      return { ...base, state: 'dead', reason: outcome.code, message: outcome.message };
    case 'transient':
      if (isHopeless(attempts, tried.firstAttemptAt, tried.now)) return { ...base, state: 'dead', reason: 'gave_up', message: outcome.message };
      return { ...base, state: 'retrying', reason: 'platform_down', message: outcome.message, dueAt: tried.now + backoffMs(attempts, tried.random) };
  }
}

/** Asking again costs no attempt. Each pause is as long as all the waiting before it. */
function settleAccepted({ vendorRef, checkAfterMs }: Extract<Outcome, { is: 'accepted' }>, tried: Tried): Settlement {
  const { now } = tried;
  const takenAt = tried.isTaken ? tried.firstAttemptAt : now;
  const base = { attempts: tried.isTaken ? tried.attempts : tried.attempts + 1, message: null, vendorRef, firstAttemptAt: takenAt };
  if (now - takenAt > CONFIRMATION_MS) return { ...base, state: 'delivered', reason: 'unconfirmed', dueAt: now };
  return { ...base, state: 'retrying', reason: 'awaiting_confirmation', dueAt: now + Math.max(checkAfterMs, Math.min(now - takenAt, LONGEST_PAUSE_MS)) };
}

/** A plugin that threw or miscounted: tried a few times, because the next version may be loaded by then. */
export function settlePluginFault(pluginName: string, tried: Tried): Settlement {
  const attempts = tried.attempts + 1;
  const message = `The plugin “${pluginName}” failed on this event.`;
  const isDead = attempts >= PLUGIN_FAULT_TRIES;
  return {
    state: isDead ? 'dead' : 'retrying',
    reason: isDead ? 'plugin_fault' : 'platform_down',
    message,
    attempts,
    dueAt: tried.now + backoffMs(attempts, tried.random),
    vendorRef: null,
    firstAttemptAt: tried.firstAttemptAt,
  };
}

/** Not sent, on purpose. */
export const settleSkip = (skip: Skip, tried: Tried): Settlement => ({
  state: 'skipped',
  reason: skip.code,
  message: skip.message,
  attempts: tried.attempts,
  dueAt: tried.now,
  vendorRef: null,
  firstAttemptAt: tried.firstAttemptAt,
});
