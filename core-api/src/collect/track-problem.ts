import { type RejectionRule, TRACK_ERRORS, type TrackErrorCode } from '@warp/contracts';

/** One event's fault; the others of the request are not touched by it. */
export interface EventFault {
  readonly code: TrackErrorCode;
  readonly message: string;
  /** To blame, by its wire name; empty: the event as a whole. */
  readonly field: string;
  readonly rule: RejectionRule;
}

/** A refused event, by its place in the request. */
export interface RejectedEvent extends Pick<EventFault, 'code' | 'message'> {
  readonly index: number;
}

/** A fault of the whole request; answered with its status. */
export class TrackProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: TrackErrorCode,
    readonly more: { readonly retryAfterSeconds?: number; readonly rejected?: readonly RejectedEvent[] } = {},
  ) {
    super(TRACK_ERRORS[code]);
  }
}
