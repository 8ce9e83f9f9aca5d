/*
 * What the rollups hold: a row for each site, dimension, grain, bucket and value of the dimension, with the sums of the measures. Whoever writes
 * or reads them takes names, columns and the form of values from here.
 */

/** What is summed up, a column each. `session_ms` is the sessions' total length; money is in the site's currency. Robots count in `bot` alone. */
export const MEASURES = ['events', 'page_views', 'sessions', 'bounces', 'session_ms', 'conversions', 'transactions', 'revenue', 'quantity'] as const;
export type Measure = (typeof MEASURES)[number];

/** `hour`: an hour of UTC, of `total` alone, so that a range may begin at any hour of any zone. `day`: a day of the site's own time zone. */
export type Grain = 'hour' | 'day';

/** A dimension of the rollups. */
interface DimensionDefinition {
  /** What a value is made of, in order. */
  readonly parts: readonly [string, ...string[]];
  /** Stands between the parts. */
  readonly separator: string;
  /** How many values a site may have on one day; further ones are counted under `OTHER`. What comes from outside without a form of its own has most. */
  readonly most: number;
  /** What its lists are ordered by. */
  readonly rankedBy: Measure;
}

const MOST = 1_000;
const MOST_PAGES = 10_000;

/** Between parts that people read. */
export const SLASH = ' / ';
/** Between a product's id and its name; it occurs in neither. */
const UNIT = '\u001f';

const one = (name: string, rankedBy: Measure = 'sessions', most = MOST): DimensionDefinition => ({ parts: [name], separator: SLASH, most, rankedBy });

/** The dimensions by which numbers are kept. */
export const DIMENSIONS = {
  /** The site as a whole; its one value is empty. */
  total: one('total', 'events', 1),
  channel: one('channel'),
  source: { parts: ['source', 'medium'], separator: SLASH, most: MOST, rankedBy: 'sessions' },
  campaign: one('campaign'),
  country: one('country'),
  region: { parts: ['country', 'region'], separator: SLASH, most: MOST, rankedBy: 'sessions' },
  city: { parts: ['country', 'region', 'city'], separator: SLASH, most: 5_000, rankedBy: 'sessions' },
  device: one('device'),
  browser: one('browser'),
  os: one('os'),
  screen: one('screen', 'sessions', 500),
  page: one('page', 'page_views', MOST_PAGES),
  entry_page: one('entry_page', 'sessions', MOST_PAGES),
  exit_page: one('exit_page', 'sessions', MOST_PAGES),
  conversion_page: one('conversion_page', 'conversions', MOST_PAGES),
  event_type: one('event_type', 'events', 500),
  goal: one('goal', 'conversions'),
  product: { parts: ['item_id', 'item_name'], separator: UNIT, most: MOST_PAGES, rankedBy: 'quantity' },
  /** Sessions that reached a step of the purchase funnel. */
  funnel: one('step'),
  /** Events of robots: all of them (`ALL_ROBOTS`), and by each reason to take somebody for one. */
  bot: one('reason', 'events'),
} satisfies Readonly<Record<string, DimensionDefinition>>;

export type Dimension = keyof typeof DIMENSIONS;

/** The one value of `total`. */
export const TOTAL = '';

/** The value of `bot` for all events of robots. */
export const ALL_ROBOTS = 'total';

/** Stands for all further values, as in GA4 (support.google.com/analytics/answer/13331684). */
export const OTHER = '(other)';

/** A row of the rollups, as what is added to it or as what it holds. */
export interface RollupRow {
  readonly siteId: string;
  readonly dimension: Dimension;
  readonly grain: Grain;
  /** Its start, ms since 1970. */
  readonly bucket: number;
  /** See `joinValue`. */
  readonly value: string;
  readonly measures: Record<Measure, number>;
}
