import { type Period, queryText } from './core-api.js';
import type { Page, StoredEvent } from './deliveries.js';
import type { Transport } from './transport.js';
import type { Company, DestinationHealth, Drop, NotDelivered, SiteAnalytics } from './types.js';

/** A site's metrics, and the currency its money is in. */
export type SiteOverview = SiteAnalytics & { readonly currency?: string };

/** How the site's deliveries are doing. */
export interface SiteHealth {
  readonly destinations: readonly DestinationHealth[];
  readonly not_delivered: readonly NotDelivered[];
  readonly drops: readonly Drop[];
}

/** What became of a day's page views. */
export interface LossDay {
  /** `2026-11-24` of the site's time zone. */
  readonly day: string;
  /** Page views counted by an image of the page, with or without its script. */
  readonly renders: number;
  /** Of these, the script ran and recorded the view. */
  readonly script_page_views: number;
  /** Of these, the script ran and was not allowed to record. */
  readonly consent_declined: number;
}

/** Every route of a WordPress site that its panels use: the site asks the core, and keeps the answers for a while. */
export const ownSiteApi = (transport: Transport) => ({
  overview: (period: Period) => transport.request<SiteOverview>('GET', `/overview${queryText({ ...period })}`),
  companies: () => transport.request<{ readonly items: readonly Company[] }>('GET', '/companies'),
  health: () => transport.request<SiteHealth>('GET', '/health'),
  loss: () => transport.request<{ readonly days: readonly LossDay[] }>('GET', '/loss'),
  live: () => transport.request<Pick<Page<StoredEvent>, 'items'>>('GET', '/live'),
});

export type OwnSiteApi = ReturnType<typeof ownSiteApi>;
