import type { Enriched } from '@warp/contracts';
import { type EventEntry, isReportedByServer } from '../collect/log-entry.js';
import { proofOfEntry } from '../collect/proof.js';
import type { SiteEntry } from '../site-directory/site-directory.js';
import { summable } from '../metrics/amounts.js';
import { botVerdict } from './bot.js';
import type { PreparedEvent, Visitor } from '../metrics/prepared-event.js';
import { pageParameter } from '../site-directory/page-parameters.js';
import { sourceOf } from '../metrics/source.js';

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
  const isLate = entry.via === 'api_key' || isReportedByServer(entry);
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
    isSale: event.event_type === 'purchase' || isAdjustment(entry, isLate),
    revenue: revenueOf(entry, isLate, site),
    engagedMs: engagedMs(event.event_data?.['engagement_time_msec']),
    proof: proofOfEntry(entry),
    isLate,
    makesNoVisit: isLate && event.page_url === undefined && !speaksForBrowser(entry),
  };
}

/** A server that passes on what an app or a browser did, instead of telling what it did itself. */
const speaksForBrowser = ({ ua, event }: EventEntry): boolean => ua !== null && event.session_id !== undefined;

/** Path of the page, with the query parameters that name one where the site says so (WordPress without pretty permalinks: `/?p=12`). */
function pathOf(pageUrl: string | undefined, parameters: readonly string[]): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  const { pathname, search } = new URL(pageUrl);
  const named = search === '' ? [] : parameters.flatMap((name) => pageParameter(name).exec(search)?.[1] ?? []);
  return `${pathname}${named.length === 0 ? '' : '?'}${named.join('&')}`.slice(0, MAX_PATH);
}

/**
 * What became of an order after it was told, as differences with their signs: its value, and its items by their quantities. No new
 * transaction. Only a shop's server knows its orders: what a browser says of one changes nothing, though a proxy signed it.
 */
const isAdjustment = ({ event }: EventEntry, isByServer: boolean): boolean => event.event_type === 'purchase_adjusted' && isByServer;

/**
 * Purchases add, and one below zero adds nothing; refunds take away, whatever their sign; adjustments do either; other events' values are
 * no revenue. Amounts in a foreign currency are left out.
 */
function revenueOf(entry: EventEntry, isByServer: boolean, site: SiteEntry): number {
  const { event_type: type, event_data: data } = entry.event;
  const { value, currency } = data ?? {};
  const isForeign = site.config.currency !== '' && currency !== undefined && currency !== site.config.currency;
  if (value === undefined || isForeign) return 0;
  if (isAdjustment(entry, isByServer)) return summable('value', value, -Infinity);
  if (type === 'purchase') return summable('value', value, 0);
  return type === 'refund' ? -Math.abs(summable('value', value)) : 0;
}

/** Longer than a day between two events is a sleeping tab, not engagement. */
const MAX_ENGAGED_MS = 24 * 3_600_000;

const engagedMs = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? Math.min(Math.round(value), MAX_ENGAGED_MS) : 0;
