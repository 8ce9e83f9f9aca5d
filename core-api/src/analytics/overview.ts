import type { MetricsReader } from '../metrics/query/port.js';
import { bucketStarts, type DateRange, previousRange } from '../metrics/query/range.js';
import type { Overview, Totals } from './analytics.dto.js';
import { ratio } from './ratio.js';

const TOP_SITES = 10;
const COUNTRIES = 250;

/** All sites the reader sees, in one view. */
export async function overviewOf(reader: MetricsReader, range: DateRange): Promise<Overview> {
  const activeSites = await reader.activeSites();
  const totals = async (of: DateRange): Promise<Totals> => ({ ...(await reader.totals({ range: of }, ['events', 'sessions', 'page_views', 'conversions'])), active_sites: activeSites });
  const series = await reader.series({ range }, ['events']);
  const topSites = await reader.topSites(range, ['events', 'sessions', 'conversions'], TOP_SITES);
  return {
    totals: await totals(range),
    previous: await totals(previousRange(range)),
    series: bucketStarts(range).map((start) => ({ time: new Date(start).toISOString(), events: series.get(start)?.events ?? 0 })),
    top_sites: topSites.map(({ siteId, name, businessVisitorRate, sums: { events, sessions, conversions } }) => ({
      site_id: siteId,
      name,
      events,
      sessions,
      conversion_rate: ratio(conversions, sessions),
      business_visitor_rate: businessVisitorRate,
    })),
    countries: [...(await reader.visitorsByCountry(range, COUNTRIES))],
  };
}
