import type pg from 'pg';
import { dayStart } from '../../time/buckets.js';
import type { NameSessions, PathCount, SiteAnalytics } from '../analytics.dto.js';
import type { DateRange } from '../date-range.js';
import { siteTimezone } from './site-timezone.js';

/** Rows of each list. */
const MOST = 50;
const FUNNEL = ['view_item', 'add_to_cart', 'begin_checkout', 'add_payment_info', 'purchase'];

/** Separates a product's id and name; see the pipeline's rollups. */
const PRODUCT_SEPARATOR = '\u001f';

interface Row {
  dimension: string;
  value: string;
  events: number;
  page_views: number;
  sessions: number;
  conversions: number;
  revenue: number;
  quantity: number;
}

type Dimensions = Omit<SiteAnalytics, 'metrics' | 'previous' | 'series'>;

/**
 * Every list of a site's page out of one read. Lists are kept by day in the site's own time zone, so a range counts the days
 * it touches there.
 */
export async function readDimensions(client: pg.PoolClient, siteId: string, range: DateRange): Promise<Dimensions> {
  const firstDay = new Date(dayStart(range.from, await siteTimezone(client, siteId)));
  const { rows } = await client.query<Row>(
    `select * from (
       select dimension, value, sum(events)::float as events, sum(page_views)::float as page_views, sum(sessions)::float as sessions,
         sum(conversions)::float as conversions, sum(revenue)::float as revenue, sum(quantity)::float as quantity,
         row_number() over (partition by dimension order by sum(case dimension
           when 'page' then page_views when 'conversion_page' then conversions when 'product' then quantity else sessions end) desc, value) as place
       from rollups where site_id = $1 and grain = 'day' and bucket >= $2 and bucket < $3
         and dimension not in ('total', 'event_type', 'bot')
       group by dimension, value) ranked
     where place <= ${MOST} order by dimension, place`,
    [siteId, firstDay, new Date(range.to)],
  );
  const of = (dimension: string): readonly Row[] => rows.filter((row) => row.dimension === dimension);
  return {
    channels: of('channel').map(({ value, sessions }) => ({ channel: value, sessions })),
    sources: of('source').map(({ value, sessions, conversions, revenue }) => {
      const [source = '', medium = ''] = value.split(' / ');
      return { source, medium, sessions, conversions, revenue };
    }),
    campaigns: of('campaign').map(({ value, sessions, conversions, revenue }) => ({ campaign: value, sessions, conversions, revenue })),
    pages: {
      top: counts(of('page'), 'page_views'),
      entry: counts(of('entry_page'), 'sessions'),
      exit: counts(of('exit_page'), 'sessions'),
      conversion: counts(of('conversion_page'), 'conversions'),
    },
    geo: { countries: names(of('country')), regions: names(of('region')), cities: names(of('city')) },
    devices: {
      categories: names(of('device')),
      browsers: names(of('browser')),
      operating_systems: names(of('os')),
      screens: names(of('screen')),
    },
    ecommerce: {
      products: of('product').map(({ value, quantity, revenue }) => {
        const [item_id = '', item_name = ''] = value.split(PRODUCT_SEPARATOR);
        return { item_id, item_name, quantity, revenue };
      }),
      funnel: FUNNEL.map((step) => ({ step, sessions: of('funnel').find(({ value }) => value === step)?.sessions ?? 0 })),
    },
  };
}

const counts = (rows: readonly Row[], measure: 'page_views' | 'sessions' | 'conversions'): PathCount[] =>
  rows.map((row) => ({ path: row.value, count: row[measure] })).filter(({ count }) => count > 0);

const names = (rows: readonly Row[]): NameSessions[] =>
  rows.map(({ value, sessions }) => ({ name: value, sessions })).filter(({ sessions }) => sessions > 0);
