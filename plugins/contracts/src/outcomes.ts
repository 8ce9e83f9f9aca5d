/** What became of one event of a batch, said by the plugin; one per event, in the batch's order. */
export type Outcome =
  | { readonly is: 'delivered'; readonly vendorRef?: string }
  /** Taken, but what becomes of it is told later: the plugin's `followUp` asks by `vendorRef`. */
  | { readonly is: 'accepted'; readonly vendorRef: string; readonly checkAfterMs: number }
  /** The other side is ill: tried again with growing pauses. */
  | ({ readonly is: 'transient' } & Failure)
  /** The other side asks to wait: costs no attempt. */
  | ({ readonly is: 'throttled'; readonly retryAfterMs: number } & Failure)
  /** Credentials or set-up are wrong: the destination pauses and its owner is told. */
  | ({ readonly is: 'configuration'; readonly setting?: string } & Failure)
  /** This event will never be taken: dead letter now. */
  | ({ readonly is: 'permanent'; readonly field?: string } & Failure);

interface Failure {
  /** A stable word. */
  readonly code: string;
  /** For a person. */
  readonly message: string;
  /**
   * What the vendor itself said. Left out: the host reads it from the answer. It cuts the text, and takes secrets, personal data and
   * tokens out of it.
   */
  readonly vendorMessage?: string;
}

/**
 * Code of a transient outcome that says: the vendor refused this request because of one of its events, and this one is not known to
 * be it. The host sends such events again at once: without those of the batch that have another outcome, or, when it is everybody's,
 * in halves until the one to blame stands alone. From a `followUp` it says: some of the events did not count.
 */
export const BATCH_REFUSED = 'batch_refused';

/** Decided before sending; stored and shown. */
export interface Skip {
  readonly is: 'skip';
  readonly code: string;
  readonly message: string;
}

/** Stored state of one event at one destination. The last three are final. */
export const DELIVERY_STATES = ['pending', 'sending', 'retrying', 'delivered', 'skipped', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Reason {
  readonly state: DeliveryState;
  /** Said to the site owner. */
  readonly sentence: string;
}

/**
 * Why an event was (not) sent: the host's own codes. Plugins add theirs (`ga4_reserved_name`, …) in `Outcome.code`
 * and `Skip.code`; an unknown code is shown with the plugin's own message.
 */
export const REASONS = {
  waiting: { state: 'pending', sentence: 'Waiting to be sent.' },
  in_flight: { state: 'sending', sentence: 'Being sent right now.' },
  delivered: { state: 'delivered', sentence: 'The platform accepted it.' },
  deduplicated: { state: 'delivered', sentence: 'The platform already had it.' },
  unconfirmed: { state: 'delivered', sentence: 'The platform took it and never said what became of it.' },
  event_not_selected: { state: 'skipped', sentence: 'This destination is not set to receive this event.' },
  left_out_by_rule: { state: 'skipped', sentence: 'A rule of this destination leaves it out.' },
  no_consent: { state: 'skipped', sentence: 'The visitor had not agreed to what this destination is used for.' },
  bot: { state: 'skipped', sentence: 'It looks like an automated visit.' },
  too_old: { state: 'skipped', sentence: 'It is older than the platform accepts.' },
  erased: { state: 'skipped', sentence: 'What is stored of this person was erased before it was sent.' },
  destination_removed: { state: 'skipped', sentence: 'The destination was removed before it was sent.' },
  too_large: { state: 'dead', sentence: 'It is larger than the platform accepts.' },
  invalid: { state: 'dead', sentence: 'The platform would not understand it.' },
  rejected: { state: 'dead', sentence: 'The platform refused it.' },
  gave_up: { state: 'dead', sentence: 'The platform could not be reached for hours.' },
  plugin_fault: { state: 'dead', sentence: 'The destination plugin failed on it.' },
  platform_down: { state: 'retrying', sentence: 'The platform did not answer; it will be tried again.' },
  awaiting_confirmation: { state: 'retrying', sentence: 'The platform took it and will say later what became of it.' },
  throttled: { state: 'retrying', sentence: 'The platform asked to wait; it will be tried again.' },
  destination_paused: { state: 'retrying', sentence: 'The destination is paused until its settings are fixed.' },
  destination_off: { state: 'pending', sentence: 'The destination is switched off; it is sent when it is on again.' },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;
