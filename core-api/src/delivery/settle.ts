import { REASONS, type DeliveryState, type Outcome, type Skip } from '@warp/contracts';
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
}

/** What is known of a delivery before it is settled. */
export interface Tried {
  readonly attempts: number;
  readonly firstAttemptAt: number;
  readonly now: number;
  /** 0 to 1; spreads the retries. */
  readonly random: number;
}

/** Tries of an event that the plugin itself fails on. */
const PLUGIN_FAULT_TRIES = 3;

/** How long a platform is asked what became of an event it took. */
const CONFIRMATION_MS = 48 * 3_600_000;

/** An outcome as a stored state. Throttling costs no attempt; wrong credentials wait for their owner. */
export function settle(outcome: Outcome, tried: Tried): Settlement {
  const attempts = tried.attempts + 1;
  const base = { attempts, dueAt: tried.now, vendorRef: null };
  switch (outcome.is) {
    case 'delivered':
      return { ...base, state: 'delivered', reason: 'delivered', message: null, vendorRef: outcome.vendorRef ?? null };
    case 'accepted':
      return tried.now - tried.firstAttemptAt > CONFIRMATION_MS
        ? { ...base, state: 'delivered', reason: 'unconfirmed', message: null, vendorRef: outcome.vendorRef }
        : { ...base, state: 'retrying', reason: 'awaiting_confirmation', message: null, vendorRef: outcome.vendorRef, dueAt: tried.now + outcome.checkAfterMs };
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
});

/** The sentence a person reads for a stored reason. */
export const sentenceOf = (reason: string, message: string | null): string =>
  message ?? (REASONS as Readonly<Record<string, { readonly sentence: string }>>)[reason]?.sentence ?? reason;
