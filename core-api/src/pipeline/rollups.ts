import { BOT_SCORE } from '@warp/contracts';
import { dayStart, hourStart } from '../time/buckets.js';
import type { PreparedEvent } from './prepared-event.js';
import { FUNNEL, isBounce, type Session } from './session.js';

/** What is counted per bucket. `session_ms` is the sessions' total length; money is in the site's currency. */
export const MEASURES = [
  'events',
  'page_views',
  'sessions',
  'bounces',
  'session_ms',
  'conversions',
  'transactions',
  'revenue',
  'quantity',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Partial<Record<Measure, number>>;

/** One row's change. */
export interface Increment {
  readonly siteId: string;
  readonly dimension: string;
  readonly grain: 'hour' | 'day';
  /** ms since 1970. */
  readonly bucket: number;
  readonly value: string;
  readonly measures: Record<Measure, number>;
}

const MAX_VALUE = 600;

/** Sums up the changes of one batch, a row each. */
export class Rollups {
  private readonly rows = new Map<string, Increment>();

  /** An event, counted once when it is new. People and programs are told apart by the event's own score and its session's. */
  addEvent(event: PreparedEvent, session: Session): void {
    const { at } = event.entry;
    const day = dayStart(at, event.site.config.timezone);
    const byDay = (dimension: string, value: string | null | undefined, measures: Measures): void => {
      if (value !== null && value !== undefined) this.add(event.site.id, dimension, 'day', day, value, measures);
    };
    if (event.bot.score >= BOT_SCORE || session.isBot) {
      for (const reason of ['total', ...event.bot.reasons]) byDay('bot', reason, { events: 1 });
      return;
    }
    const page_views = event.isPageView ? 1 : 0;
    const conversions = event.isConversion ? 1 : 0;
    const transactions = event.isTransaction ? 1 : 0;
    const all = { events: 1, page_views, conversions, transactions, revenue: event.revenue };
    this.add(event.site.id, 'total', 'hour', hourStart(at), '', all);
    byDay('total', '', all);
    byDay('event_type', event.entry.event.event_type, { events: 1 });
    byDay('page', event.path, { events: 1, page_views });
    if (event.isConversion) {
      byDay('conversion_page', event.path, { conversions });
      byDay('goal', event.entry.event.event_type, { conversions, revenue: event.revenue });
    }
    for (const [dimension, value] of sessionDimensions(session)) byDay(dimension, value, all);
    if (event.isTransaction) for (const item of event.entry.event.event_data?.items ?? []) byDay('product', ...productSale(item));
  }

  /** A session as it is now, and as it was before the batch: what it no longer adds is taken back. */
  moveSession(before: Session | undefined, after: Session): void {
    if (before !== undefined) this.addSession(before, -1);
    this.addSession(after, 1);
  }

  /** Rows that change, in an order every worker shares, so that two of them never wait for each other. */
  increments(): readonly Increment[] {
    return [...this.rows]
      .filter(([, row]) => MEASURES.some((measure) => row.measures[measure] !== 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row);
  }

  private addSession(session: Session, sign: 1 | -1): void {
    if (session.isBot) return;
    const measures = {
      sessions: sign,
      bounces: isBounce(session) ? sign : 0,
      session_ms: sign * (session.lastEventAt - session.startedAt),
    };
    const day = dayStart(session.startedAt, session.timezone);
    this.add(session.siteId, 'total', 'hour', hourStart(session.startedAt), '', measures);
    this.add(session.siteId, 'total', 'day', day, '', measures);
    const pages = [['entry_page', session.entryPage] as const, ['exit_page', session.exitPage] as const];
    for (const [dimension, value] of [...sessionDimensions(session), ...pages])
      if (value !== null) this.add(session.siteId, dimension, 'day', day, value, measures);
    FUNNEL.forEach((step, bit) => {
      if (session.funnelSteps & (1 << bit)) this.add(session.siteId, 'funnel', 'day', day, step, { sessions: sign });
    });
  }

  private add(siteId: string, dimension: string, grain: 'hour' | 'day', bucket: number, value: string, measures: Measures): void {
    const cut = value.length > MAX_VALUE ? value.slice(0, MAX_VALUE).toWellFormed() : value;
    const key = `${siteId}|${dimension}|${grain}|${bucket}|${cut}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = { siteId, dimension, grain, bucket, value: cut, measures: zero() };
      this.rows.set(key, row);
    }
    for (const measure of MEASURES) row.measures[measure] += measures[measure] ?? 0;
  }
}

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

/** Where a session came from, and on what: the same for all of its events. */
function sessionDimensions(session: Session): readonly (readonly [string, string | null])[] {
  const { source, country, region, city } = session;
  return [
    ['channel', source.channel],
    ['source', `${source.source} / ${source.medium}`],
    ['campaign', source.campaign ?? null],
    ['country', country],
    ['region', country && region && `${country} / ${region}`],
    ['city', country && city && `${country} / ${region ?? ''} / ${city}`],
    ['device', session.deviceCategory],
    ['browser', session.browser],
    ['os', session.os],
    ['screen', session.screen],
  ];
}

/** Separates a product's id and name in the rollup's value; it occurs in neither. */
export const PRODUCT_SEPARATOR = '\u001f';

function productSale(item: {
  readonly item_id?: string | number;
  readonly item_name?: string;
  readonly price?: number;
  readonly quantity?: number;
}): [string, Measures] {
  const quantity = item.quantity ?? 1;
  return [
    `${item.item_id ?? ''}${PRODUCT_SEPARATOR}${item.item_name ?? ''}`,
    { quantity, revenue: (item.price ?? 0) * quantity, transactions: 1 },
  ];
}
