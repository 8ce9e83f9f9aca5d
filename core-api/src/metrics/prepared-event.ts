import type { BotVerdict, Enriched, Source } from '@warp/contracts';
import type { EventEntry } from '../collect/log-entry.js';
import type { Proof } from '../collect/proof.js';
import type { SiteEntry } from '../site-directory/site-directory.js';
import type { Session } from './sessions/session.js';
import { sourceOfServer } from './source.js';

/** Who made an event, before its session is known. */
export interface Visitor {
  /** The first-party id; without one a hash that changes daily. */
  readonly id: string;
  /** The same person's hash under yesterday's salt; only without a first-party id. */
  readonly yesterdaysId?: string;
}

/** An event with everything that can be told from it alone. */
export interface PreparedEvent {
  readonly entry: EventEntry;
  readonly site: SiteEntry;
  readonly visitor: Visitor;
  readonly enriched: Enriched;
  readonly missing: readonly string[];
  readonly bot: BotVerdict;
  /** What the event says about the visit's origin; undefined: nothing. */
  readonly source: Source | undefined;
  /** Path of the page, without query. */
  readonly path: string | undefined;
  readonly isPageView: boolean;
  readonly isConversion: boolean;
  readonly isTransaction: boolean;
  /** Its items were sold: a transaction's, or what a later change of one added and took away. */
  readonly isSale: boolean;
  /** In the site's currency; negative for a refund. */
  readonly revenue: number;
  readonly engagedMs: number;
  /** Who says it, as far as that is proven. */
  readonly proof: Proof;
  /** Reported by a server, perhaps long after the visit it belongs to: an order that is paid by bank transfer. */
  readonly isLate: boolean;
  /** Reported by a server without a page: it joins a visit that there is, and makes none. */
  readonly makesNoVisit: boolean;
}

/** How the pipeline derives an event from what was said; a stored event is derived again when it is taken back. */
export type Prepare = (entry: EventEntry, site: SiteEntry, visitor: Visitor, enrichment: { readonly fields: Enriched; readonly missing: readonly string[] }) => PreparedEvent;

/** A new event and the session it belongs to; none: a server reported it, and no visit led to it. */
export interface SessionEvent {
  readonly prepared: PreparedEvent;
  readonly session: Session | undefined;
}

/** Where an event's visit came from, or that it is a server's. */
export const sourceOfEvent = ({ prepared, session }: SessionEvent): Source => session?.source ?? sourceOfServer(prepared.entry.event.event_data);
