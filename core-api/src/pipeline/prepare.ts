import type { Enriched } from '@warp/contracts';
import { type EventEntry, isReportedByServer } from '../collect/log-entry.js';
import { proofOfEntry } from '../collect/proof.js';
import type { SiteEntry } from '../sites/site-directory.js';
import { summable } from './amounts.js';
import { botVerdict } from './bot.js';
import type { PreparedEvent, Visitor } from './prepared-event.js';
import { pageParameter } from '../sites/page-parameters.js';
import { sourceOf } from './source.js';

const MAX_PATH = 512;

/** Derives what an event says by itself. Pure. */
export function prepare(
  entry: EventEntry,
  site: SiteEntry,
  visitor: Visitor,
  enrichment: { readonly fields: Enriched; readonly missing: readonly string[] },
): PreparedEvent {
  const { event } = entry;
  const isPageView = event.event_type === 'page_view';
  return {
    entry,
    site,
    visitor,
    enriched: enrichment.fields,
    missing: enrichment.missing,
    bot: botVerdict(entry, enrichment.fields.organisation),
    source: sourceOf(event.page_url, event.referrer),
    path: pathOf(event.page_url, site.config.page_parameters),
    isPageView,
    isConversion: site.config.conversions.includes(event.event_type),
    isTransaction: event.event_type === 'purchase',
    revenue: revenueOf(entry, site),
    engagedMs: engagedMs(event.event_data?.['engagement_time_msec']),
    proof: proofOfEntry(entry),
    isLate: entry.via === 'api_key' || isReportedByServer(entry),
  };
}

/** Path of the page, with the query parameters that name one where the site says so (WordPress without pretty permalinks: `/?p=12`). */
function pathOf(pageUrl: string | undefined, parameters: readonly string[]): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  const { pathname, search } = new URL(pageUrl);
  const named = search === '' ? [] : parameters.flatMap((name) => pageParameter(name).exec(search)?.[1] ?? []);
  return `${pathname}${named.length === 0 ? '' : '?'}${named.join('&')}`.slice(0, MAX_PATH);
}

/** Purchases add, refunds take away; other events' values are no revenue. Amounts in a foreign currency are left out. */
function revenueOf({ event }: EventEntry, site: SiteEntry): number {
  const sign = event.event_type === 'purchase' ? 1 : event.event_type === 'refund' ? -1 : 0;
  const { value, currency } = event.event_data ?? {};
  if (sign === 0 || value === undefined) return 0;
  const isForeign = site.config.currency !== '' && currency !== undefined && currency !== site.config.currency;
  return isForeign ? 0 : sign * Math.abs(summable('value', value));
}

/** Longer than a day between two events is a sleeping tab, not engagement. */
const MAX_ENGAGED_MS = 24 * 3_600_000;

const engagedMs = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? Math.min(Math.round(value), MAX_ENGAGED_MS) : 0;
