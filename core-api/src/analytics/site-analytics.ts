import { FUNNEL_STEPS } from '../metrics/funnel.js';
import type { ListRow, MetricsReader } from '../metrics/query/port.js';
import { bucketStarts, type DateRange, previousRange } from '../metrics/query/range.js';
import type { NameSessions, PathCount, SiteAnalytics, SiteMetrics, SitePoint } from './analytics.dto.js';
import { ratio } from './ratio.js';

/** Rows of each list. */
const MOST = 50;

/** One site in full. */
export async function siteAnalyticsOf(reader: MetricsReader, siteId: string, range: DateRange): Promise<SiteAnalytics> {
  return {
    metrics: await metricsOf(reader, siteId, range),
    previous: await metricsOf(reader, siteId, previousRange(range)),
    series: await seriesOf(reader, siteId, range),
    ...(await listsOf(reader, siteId, range)),
  };
}

async function metricsOf(reader: MetricsReader, siteId: string, range: DateRange): Promise<SiteMetrics> {
  const { bounces, session_ms, ...sums } = await reader.totals({ siteId, range }, [
    'events',
    'sessions',
    'page_views',
    'conversions',
    'bounces',
    'session_ms',
    'revenue',
    'transactions',
  ]);
  return {
    ...sums,
    visitors: await reader.visitors(siteId, range),
    bounce_rate: ratio(bounces, sums.sessions),
    avg_session_duration: ratio(session_ms / 1000, sums.sessions),
    average_order_value: ratio(sums.revenue, sums.transactions),
  };
}

async function seriesOf(reader: MetricsReader, siteId: string, range: DateRange): Promise<SitePoint[]> {
  const known = await reader.series({ siteId, range }, ['events', 'sessions', 'page_views']);
  return bucketStarts(range).map((start) => ({ time: new Date(start).toISOString(), ...(known.get(start) ?? { events: 0, sessions: 0, page_views: 0 }) }));
}

const LISTS = [
  'channel',
  'source',
  'campaign',
  'page',
  'entry_page',
  'exit_page',
  'conversion_page',
  'country',
  'region',
  'city',
  'device',
  'browser',
  'os',
  'screen',
  'product',
  'funnel',
] as const;

const LISTED = ['page_views', 'sessions', 'conversions', 'revenue', 'quantity'] as const;

type Row = ListRow<(typeof LISTED)[number]>;

async function listsOf(reader: MetricsReader, siteId: string, range: DateRange): Promise<Omit<SiteAnalytics, 'metrics' | 'previous' | 'series'>> {
  const lists = await reader.lists(siteId, range, LISTS, LISTED, MOST);
  const reached = new Map(lists.funnel.map(({ name, sums }) => [name, sums.sessions]));
  return {
    channels: lists.channel.map(({ name, sums }) => ({ channel: name, sessions: sums.sessions })),
    sources: lists.source.map(({ parts: [source = '', medium = ''], sums: { sessions, conversions, revenue } }) => ({ source, medium, sessions, conversions, revenue })),
    campaigns: lists.campaign.map(({ name, sums: { sessions, conversions, revenue } }) => ({ campaign: name, sessions, conversions, revenue })),
    pages: {
      top: counts(lists.page, 'page_views'),
      entry: counts(lists.entry_page, 'sessions'),
      exit: counts(lists.exit_page, 'sessions'),
      conversion: counts(lists.conversion_page, 'conversions'),
    },
    geo: { countries: names(lists.country), regions: names(lists.region), cities: names(lists.city) },
    devices: {
      categories: names(lists.device),
      browsers: names(lists.browser),
      operating_systems: names(lists.os),
      screens: names(lists.screen),
    },
    ecommerce: {
      products: lists.product.map(({ parts: [item_id = '', item_name = ''], sums: { quantity, revenue } }) => ({ item_id, item_name, quantity, revenue })),
      funnel: FUNNEL_STEPS.map((step) => ({ step, sessions: reached.get(step) ?? 0 })),
    },
  };
}

const counts = (rows: readonly Row[], measure: 'page_views' | 'sessions' | 'conversions'): PathCount[] =>
  rows.map(({ name, sums }) => ({ path: name, count: sums[measure] })).filter(({ count }) => count > 0);

const names = (rows: readonly Row[]): NameSessions[] => rows.map(({ name, sums: { sessions } }) => ({ name, sessions })).filter(({ sessions }) => sessions > 0);
