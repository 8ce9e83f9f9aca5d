import { BOT_SCORE, type Source } from '@warp/contracts';
import { type Proof, PROOFS } from '../collect/proof.js';
import { dayStart, hourStart } from '../time/buckets.js';
import { summable } from './amounts.js';
import { funnelSteps } from './funnel.js';
import type { PreparedEvent } from './prepared-event.js';
import { ALL_ROBOTS, type Dimension, type Grain, type Measure, MEASURES, type RollupRow, TOTAL } from './schema.js';
import { isBounce, type Session } from './sessions/session.js';
import { sourceOfServer } from './source.js';
import { cutValue, joinValue } from './values.js';

type Measures = Partial<Record<Measure, number>>;

const keyOf = ({ siteId, dimension, grain, bucket, value }: Omit<RollupRow, 'measures'>): string => `${siteId}|${dimension}|${grain}|${bucket}|${value}`;

/** An order every worker shares, so that two of them never wait for each other. */
export const inWritingOrder = (rows: readonly RollupRow[]): readonly RollupRow[] =>
  rows.map((row) => [keyOf(row), row] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

/** Sums up the changes of one batch, a row each. */
export class Rollups {
  private readonly rows = new Map<string, RollupRow>();
  private readonly bySession = new Map<Session, readonly DimensionValue[]>();

  /**
   * An event, counted once when it is new. People and programs are told apart by the event's own score and its session's.
   * @param session none: a server reported it, and no visit led to it
   * @param sign -1: takes back what the event added while it was in the session
   */
  addEvent(event: PreparedEvent, session: Session | undefined, sign: 1 | -1 = 1): void {
    const { at } = event.entry;
    const day = dayStart(at, event.site.config.timezone);
    const byDay = (dimension: Dimension, value: string | null | undefined, measures: Measures): void => {
      if (value !== null && value !== undefined) this.add(event.site.id, dimension, 'day', day, value, measures);
    };
    if (event.bot.score >= BOT_SCORE || session?.isBot === true) {
      for (const reason of [ALL_ROBOTS, ...event.bot.reasons]) byDay('bot', reason, { events: sign });
      return;
    }
    const page_views = event.isPageView ? sign : 0;
    const conversions = event.isConversion ? sign : 0;
    const transactions = event.isTransaction ? sign : 0;
    const revenue = sign * event.revenue;
    const all = { events: sign, page_views, conversions, transactions, revenue };
    this.add(event.site.id, 'total', 'hour', hourStart(at), TOTAL, all);
    byDay('total', TOTAL, all);
    byDay('event_type', event.entry.event.event_type, { events: sign });
    byDay('page', event.path, { events: sign, page_views });
    if (event.isConversion) {
      byDay('conversion_page', event.path, { conversions });
      byDay('goal', event.entry.event.event_type, { conversions, revenue });
    }
    for (const [dimension, value] of session === undefined ? sourceDimensions(sourceOfServer(event.entry.event.event_data)) : this.dimensionsOf(session)) byDay(dimension, value, all);
    if (event.isSale) for (const item of itemsOf(event)) byDay('product', ...productSale(item, event.proof, sign, transactions));
  }

  /** A session as it is now, and as it was before the batch: what it no longer adds is taken back. */
  moveSession(before: Session | undefined, after: Session): void {
    if (after.isBot) return;
    const [was, is] = [before && sharesOf(before), sharesOf(after)];
    if (was === undefined || before === undefined || was.day !== is.day || was.hour !== is.hour) {
      if (was !== undefined && before !== undefined) this.addSession(before, was, was.measures, -1);
      this.addSession(after, is, is.measures, 1);
      return;
    }
    // Where it came from and on what cannot change, so the difference is enough: most batches go on with known sessions.
    const difference = { sessions: 0, bounces: is.measures.bounces - was.measures.bounces, session_ms: is.measures.session_ms - was.measures.session_ms };
    if (difference.bounces !== 0 || difference.session_ms !== 0) this.addTotals(after, is, difference, 1);
    this.movePage('entry_page', before.entryPage, after.entryPage, after.siteId, was, is, difference);
    this.movePage('exit_page', before.exitPage, after.exitPage, after.siteId, was, is, difference);
    this.addFunnel(after, is.day, after.funnelSteps & ~before.funnelSteps, 1);
  }

  /** A session that is not there any more. */
  removeSession(session: Session): void {
    if (session.isBot) return;
    const shares = sharesOf(session);
    this.addSession(session, shares, shares.measures, -1);
  }

  /** Rows that change, in writing order. */
  increments(): readonly RollupRow[] {
    return [...this.rows]
      .filter(([, row]) => MEASURES.some((measure) => row.measures[measure] !== 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }

  private addSession(session: Session, shares: Shares, measures: SessionMeasures, sign: 1 | -1): void {
    this.addTotals(session, shares, measures, sign);
    this.addPage('entry_page', session.entryPage, session.siteId, shares.day, measures, sign);
    this.addPage('exit_page', session.exitPage, session.siteId, shares.day, measures, sign);
    this.addFunnel(session, shares.day, session.funnelSteps, sign);
  }

  private addTotals(session: Session, { hour, day }: Shares, measures: SessionMeasures, sign: 1 | -1): void {
    const signed = times(measures, sign);
    this.add(session.siteId, 'total', 'hour', hour, TOTAL, signed);
    this.add(session.siteId, 'total', 'day', day, TOTAL, signed);
    for (const [dimension, value] of this.dimensionsOf(session)) if (value !== null) this.add(session.siteId, dimension, 'day', day, value, signed);
  }

  private movePage(dimension: PageDimension, before: string | null, after: string | null, siteId: string, was: Shares, is: Shares, difference: SessionMeasures): void {
    if (before === after) return this.addPage(dimension, after, siteId, is.day, difference, 1);
    this.addPage(dimension, before, siteId, was.day, was.measures, -1);
    this.addPage(dimension, after, siteId, is.day, is.measures, 1);
  }

  private addPage(dimension: PageDimension, page: string | null, siteId: string, day: number, measures: SessionMeasures, sign: 1 | -1): void {
    if (page !== null) this.add(siteId, dimension, 'day', day, page, times(measures, sign));
  }

  private addFunnel(session: Session, day: number, steps: number, sign: 1 | -1): void {
    for (const step of funnelSteps(steps)) this.add(session.siteId, 'funnel', 'day', day, step, { sessions: sign });
  }

  /** Where a session came from, and on what, does not change while it goes on; its values are made once for all of its events. */
  private dimensionsOf(session: Session): readonly DimensionValue[] {
    let dimensions = this.bySession.get(session);
    if (dimensions === undefined) this.bySession.set(session, (dimensions = sessionDimensions(session)));
    return dimensions;
  }

  private add(siteId: string, dimension: Dimension, grain: Grain, bucket: number, value: string, measures: Measures): void {
    const cut = cutValue(value);
    const key = keyOf({ siteId, dimension, grain, bucket, value: cut });
    let row = this.rows.get(key);
    if (row === undefined) {
      row = { siteId, dimension, grain, bucket, value: cut, measures: zero() };
      this.rows.set(key, row);
    }
    for (const measure in measures) row.measures[measure as Measure] += measures[measure as Measure]!;
  }
}

type PageDimension = 'entry_page' | 'exit_page';

const zero = (): Record<Measure, number> => ({
  events: 0,
  page_views: 0,
  sessions: 0,
  bounces: 0,
  session_ms: 0,
  conversions: 0,
  transactions: 0,
  revenue: 0,
  quantity: 0,
});

interface SessionMeasures {
  readonly sessions: number;
  readonly bounces: number;
  readonly session_ms: number;
}

/** What a session adds, and to which buckets. */
interface Shares {
  readonly hour: number;
  readonly day: number;
  readonly measures: SessionMeasures;
}

const sharesOf = (session: Session): Shares => ({
  hour: hourStart(session.startedAt),
  day: dayStart(session.startedAt, session.timezone),
  measures: { sessions: 1, bounces: isBounce(session) ? 1 : 0, session_ms: session.lastEventAt - session.startedAt },
});

const times = ({ sessions, bounces, session_ms }: SessionMeasures, sign: 1 | -1): SessionMeasures =>
  sign === 1 ? { sessions, bounces, session_ms } : { sessions: -sessions, bounces: -bounces, session_ms: -session_ms };

/** A dimension and its value; null: it has none. */
type DimensionValue = readonly [Dimension, string | null];

const sourceDimensions = (source: Source): readonly DimensionValue[] => [
  ['channel', source.channel],
  ['source', joinValue('source', [source.source, source.medium])],
  ['campaign', source.campaign ?? null],
];

/** Where a session came from, and on what: the same for all of its events. */
function sessionDimensions(session: Session): readonly DimensionValue[] {
  const { source, country, region, city } = session;
  return [
    ...sourceDimensions(source),
    ['country', country],
    ['region', country && region && joinValue('region', [country, region])],
    ['city', country && city && joinValue('city', [country, region ?? '', city])],
    ['device', session.deviceCategory],
    ['browser', session.browser],
    ['os', session.os],
    ['screen', session.screen],
  ];
}

/** Entries of whatever age and origin may hold anything. */
const itemsOf = ({ entry }: PreparedEvent): readonly Sold[] => {
  const items: unknown = entry.event.event_data?.items;
  return Array.isArray(items) ? items.filter((item): item is Sold => typeof item === 'object' && item !== null) : [];
};

interface Sold {
  readonly item_id?: string | number;
  readonly item_name?: string;
  readonly price?: number;
  readonly quantity?: number;
}

/** Only a shop's server takes anything off what others bought; a browser's negative numbers are set aside. */
function productSale(item: Sold, proof: Proof, sign: 1 | -1, transactions: number): [value: string, measures: Measures] {
  const least = proof === PROOFS.server ? -Infinity : 0;
  const quantity = summable('quantity', item.quantity ?? 1, least);
  const revenue = summable('value', summable('value', item.price ?? 0, least) * quantity);
  return [joinValue('product', [`${item.item_id ?? ''}`, `${item.item_name ?? ''}`]), { quantity: sign * quantity, revenue: sign * revenue, transactions }];
}
