import type { TenantScope } from '../../database/tenant-scope.js';
import type { Dimension, Measure } from '../schema.js';
import type { DateRange, TimeRange } from './range.js';

/** Measures by their names. */
export type Sums<M extends Measure = Measure> = Record<M, number>;

/** Of which events: of a site, or of all that the reader sees, in a range. */
export interface Selection<Range extends TimeRange = TimeRange> {
  readonly siteId?: string;
  readonly range: Range;
}

/** A value of a dimension and what was counted for it. */
export interface ListRow<M extends Measure = Measure> {
  /** As people read it. */
  readonly name: string;
  /** What it is made of; see `DIMENSIONS`. */
  readonly parts: readonly string[];
  readonly sums: Sums<M>;
}

export interface SitePart {
  readonly siteId: string;
  readonly name: string;
  /** Share of its sessions that came from an identified company, 0-1. */
  readonly businessVisitorRate: number;
}

/** Which stored events are listed. */
export interface EventFilter {
  readonly siteId?: string | undefined;
  readonly eventType?: string | undefined;
  readonly eventId?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Name of the organisation whose network it came from. */
  readonly company?: string | undefined;
  /** Only those that happened later, in ISO 8601. */
  readonly after?: string | undefined;
  /** Only those behind this one in the list. */
  readonly behind?: EventPlace | undefined;
  readonly limit: number;
}

/** Where an event stands in the list. */
export interface EventPlace {
  /** As the store writes it, with all its digits. */
  readonly at: string;
  readonly id: number;
}

/** An event as it is shown, with its place. */
export interface ListedEvent {
  readonly place: EventPlace;
  readonly event: Readonly<Record<string, unknown>>;
}

/**
 * What may be asked of the numbers, as one scope sees them: what is out of its sight is in no sum. Robots are in none either, unless it says so.
 * Ranges are half open; what is kept by the day counts whole days of the site's own time zone.
 */
export interface MetricsReader {
  /** Whether the site is in sight. */
  hasSite(siteId: string): Promise<boolean>;

  /** By the hour, so that a range may begin at any hour of any time zone. */
  totals<M extends Measure>(of: Selection, measures: readonly M[]): Promise<Sums<M>>;
  /** The same by the range's hours or days, by their starts in ms since 1970; those with nothing are left out. */
  series<M extends Measure>(of: Selection<DateRange>, measures: readonly M[]): Promise<ReadonlyMap<number, Sums<M>>>;
  /** Those with most events first. */
  topSites<M extends Measure>(range: TimeRange, measures: readonly M[], most: number): Promise<readonly (SitePart & { readonly sums: Sums<M> })[]>;

  /** Different visitors of the sessions that began in the range. */
  visitors(siteId: string, range: TimeRange): Promise<number>;
  /** The same by country, each site's visitors by themselves; those with most first. */
  visitorsByCountry(range: TimeRange, most: number): Promise<readonly { readonly country: string; readonly visitors: number }[]>;
  /** Sites with a visitor's event in the last five minutes, by its own time: what is imported or comes late was then, not now. */
  activeSites(): Promise<number>;

  /** The values of each dimension with most of what it is ranked by, from the day in which the range begins on. */
  lists<D extends Dimension, M extends Measure>(
    siteId: string,
    range: TimeRange,
    dimensions: readonly D[],
    measures: readonly M[],
    most: number,
  ): Promise<Readonly<Record<D, readonly ListRow<M>[]>>>;
  /**
   * Single pages of a site for the days that a range touches, in the order asked for.
   * `visitors` is null where there are too many events to count them while somebody waits.
   */
  pages(siteId: string, paths: readonly string[], range: TimeRange): Promise<readonly { readonly path: string; readonly views: number; readonly visitors: number | null }[]>;
  /** Types of events from the day of a time on, the most frequent first. */
  eventTypes(siteId: string, since: number): Promise<readonly { readonly eventType: string; readonly events: number }[]>;

  /** Sums of the day that it is on each of the sites; one without any is left out. */
  today<M extends Measure>(siteIds: readonly string[], now: number, measures: readonly M[]): Promise<ReadonlyMap<string, Sums<M>>>;
  /** Sums of the hours that began after a time; a site without any is left out. */
  since<M extends Measure>(siteIds: readonly string[], time: number, measures: readonly M[]): Promise<ReadonlyMap<string, Sums<M>>>;
  /** Page views by the site's own days, such as `2026-11-24`, both ends included; a day without any is left out. */
  pageViewsByDay(siteId: string, first: string, last: string): Promise<ReadonlyMap<string, number>>;

  /** Stored events, robots' among them, newest first, without personal fields. */
  events(filter: EventFilter): Promise<readonly ListedEvent[]>;
}

/** Where numbers are read, whichever engine has them. Names of measures and dimensions: `schema.ts`. */
export abstract class Metrics {
  /** Reads as a scope sees it. */
  abstract read<T>(scope: TenantScope, work: (reader: MetricsReader) => Promise<T>): Promise<T>;
}
