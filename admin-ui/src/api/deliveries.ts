import type { DestinationHealth } from './types.js';

/** A stored event, without personal fields. */
export interface StoredEvent {
  readonly site_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly referrer: string | null;
  /** null, as the session: a server reported it, and no visit led to it. */
  readonly visitor_id: string | null;
  readonly session_id: string | null;
  readonly event_data: Readonly<Record<string, unknown>>;
  readonly source: { readonly channel?: string; readonly source?: string; readonly medium?: string; readonly campaign?: string };
  readonly device: { readonly category?: string; readonly browser?: string; readonly browserVersion?: string; readonly os?: string } | null;
  readonly geo: { readonly country?: string; readonly region?: string; readonly city?: string } | null;
  readonly organisation: { readonly name?: string; readonly confidence?: number } | null;
  readonly consent: { readonly analytics: boolean; readonly marketing: boolean };
  readonly bot_score: number;
  readonly bot_reasons: readonly string[];
  /** What could not be added to it. */
  readonly missing: readonly string[];
}

/** A page of a list, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** null: there is no more. */
  readonly next_cursor: string | null;
}

export interface EventType {
  readonly event_type: string;
  readonly events: number;
}

export type DeliveryState = 'pending' | 'sending' | 'retrying' | 'delivered' | 'skipped' | 'dead';

/** Whether an event arrived at a destination, and why not. */
export interface Receipt {
  readonly event_id: string;
  /** Another type may have the same id. */
  readonly event_type?: string;
  readonly destination_id: string;
  readonly destination_name: string;
  readonly plugin: string;
  readonly state: DeliveryState;
  readonly reason: string;
  readonly sentence: string;
  /** The vendor's own words of a failure. */
  readonly vendor_message: string | null;
  readonly attempts: number;
  /** The next try. */
  readonly due_at: string | null;
  readonly finished_at: string | null;
}

/** A destination over the last 24 hours, in full. */
export interface DestinationFigures extends DestinationHealth {
  readonly site_id: string;
  readonly site_name: string;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
}

/** Events of a destination that ended alike. */
export interface OutcomeCount {
  readonly state: DeliveryState;
  readonly reason: string;
  readonly sentence: string;
  readonly events: number;
}

/** What a destination would get for an event. */
export type Preview =
  | { readonly is: 'request'; readonly request: PreviewedRequest }
  | { readonly is: 'item'; readonly item: unknown }
  | { readonly is: 'skip'; readonly code: string; readonly message: string }
  | { readonly is: 'fault'; readonly message: string };

export interface Previewed {
  readonly event_id: string;
  readonly event_type: string;
  readonly gives: Preview;
}

export interface PreviewedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a proposal would do to the latest events. */
export interface ShadowRun {
  readonly events: number;
  readonly same: number;
  readonly changed: number;
  /** How many are left out, by code. */
  readonly left_out: { readonly before: Readonly<Record<string, number>>; readonly after: Readonly<Record<string, number>> };
  readonly sentences: Readonly<Record<string, string>>;
  /** Some that change, of every kind. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly event_id: string;
  readonly event_type: string;
  readonly before: Preview;
  readonly after: Preview;
}

interface Undelivered {
  readonly site_id: string;
  readonly site_name: string;
  readonly destination_id: string;
  readonly destination_name: string;
  readonly plugin: string;
  readonly reason: string;
  readonly sentence: string;
}

/** An event a destination did not get. */
export interface DeadLetter extends Undelivered {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_at: string;
  readonly attempts: number;
  /** The vendor's own words. */
  readonly vendor_message: string | null;
  readonly given_up_at: string;
  /** Until when the platform takes it; null: nobody knows. */
  readonly replayable_until: string | null;
}

/** Dead letters of one destination that share their reason. */
export interface DeadLetterGroup extends Undelivered {
  readonly events: number;
  /** Of these, inside the platform's window. */
  readonly replayable: number;
  readonly window_hours: number | null;
  readonly newest_at: string;
}

/** Which dead letters are sent again; what is left out does not limit. */
export interface ReplayFilter {
  readonly event_id?: string;
  readonly reason?: string;
  /** When the events happened. */
  readonly from?: string;
  readonly to?: string;
}

/** What a replay did, or would do. */
export interface ReplayReport {
  readonly matching: number;
  readonly replayable: number;
  readonly too_old: number;
  readonly window_hours: number;
  readonly replayed: number;
  readonly replay_id: string | null;
}

export interface ReplayProgress {
  readonly total: number;
  readonly waiting: number;
  readonly delivered: number;
  readonly left_out: number;
  readonly failed: number;
}
