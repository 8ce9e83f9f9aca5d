import { outcomeOfError } from '@warp/plugin-sdk';

/** Why a source is not asked, and until when. */
export interface Rest {
  /** A stable word. */
  readonly code: string;
  /** For a person; never a secret. */
  readonly message: string;
  /** ms since 1970 */
  readonly until: number;
}

/** A vendor may ask to wait for so long; longer ones are asked again after it. */
const LONGEST_MS = 24 * 3_600_000;
/** Bad credentials are not mended in minutes, but a vendor's mistake about them is. */
const CONFIGURATION_MS = 10 * 60_000;
/** An ill source holds up every batch for its time budget. */
const SILENCE_MS = 30_000;

/** What a source's error asks for at once; undefined: nothing, it is asked again. */
export function restAfter(error: unknown, now: number): Rest | undefined {
  const outcome = outcomeOfError(error);
  if (outcome?.is === 'throttled') return { code: outcome.code, message: outcome.message, until: now + Math.min(outcome.retryAfterMs, LONGEST_MS) };
  if (outcome?.is === 'configuration') return { code: outcome.code, message: outcome.message, until: now + CONFIGURATION_MS };
  return undefined;
}

/** After several look-ups in a row that came to nothing. */
export const restFromSilence = (now: number): Rest => ({
  code: 'no_answer',
  message: 'The source did not answer several times in a row.',
  until: now + SILENCE_MS,
});

/** When the month's quota is used up: until the next one begins, UTC. */
export function restUntilNextMonth(perMonth: number, now: number): Rest {
  const at = new Date(now);
  const until = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
  return { code: 'quota_used_up', message: `The ${perMonth.toLocaleString('en')} look-ups of this month are used up.`, until };
}

export const NOT_OPENED = 'not_opened';

/** For whoever looks at it; it is opened again when the process starts or its settings are saved. */
export const notOpened = (message: string, now: number): Rest => ({ code: NOT_OPENED, message, until: now + LONGEST_MS });
