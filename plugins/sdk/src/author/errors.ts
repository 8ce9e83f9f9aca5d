import type { Outcome } from '@warp/contracts';

/** Marks errors that carry an outcome. A plugin may bring another copy of the SDK, whose classes are not these. */
const SPEAKS_FOR_BATCH = Symbol.for('warp:delivery-error');

/** An error that speaks for a whole batch: it carries the outcome of each of its events. */
export abstract class DeliveryError extends Error {
  readonly [SPEAKS_FOR_BATCH] = true;
  abstract readonly outcome: Outcome;
}

/** The other side is ill; tried again with growing pauses. */
export class TransientError extends DeliveryError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    return { is: 'transient', code: this.code, message: this.message };
  }
}

/** There was no answer: refused, reset, not found, or too late. */
export class HttpUnavailable extends TransientError {}

/** The other side asks to wait. */
export class ThrottledError extends DeliveryError {
  constructor(
    readonly code: string,
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    return { is: 'throttled', code: this.code, message: this.message, retryAfterMs: this.retryAfterMs };
  }
}

/** Credentials or set-up are wrong. @see Outcome */
export class ConfigurationError extends DeliveryError {
  constructor(
    readonly code: string,
    message: string,
    readonly setting?: string,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    const { code, message, setting } = this;
    return { is: 'configuration', code, message, ...(setting === undefined ? {} : { setting }) };
  }
}

/** None of these events will ever be taken. */
export class PermanentError extends DeliveryError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get outcome(): Outcome {
    return { is: 'permanent', code: this.code, message: this.message };
  }
}

/** What a thrown error means for each event of the batch; undefined: it is a fault of the plugin itself. */
export const outcomeOfError = (error: unknown): Outcome | undefined =>
  error instanceof Error && SPEAKS_FOR_BATCH in error ? (error as DeliveryError).outcome : undefined;
