import type { LiveEvent, LiveMetrics, Site } from '../types.js';

/** Events that are kept; a list shows no more. */
export const MOST_EVENTS = 100;

export interface Live {
  /** Newest first. */
  readonly events: readonly LiveEvent[];
  /** Over all sites that are watched; undefined: none came yet. */
  readonly metrics: LiveMetrics | undefined;
  readonly connected: boolean;
}

export const EMPTY_LIVE: Live = { events: [], metrics: undefined, connected: false };

/** An event that came twice, as after a reconnection, stands once. */
export const withEvent = (live: Live, event: LiveEvent): Live =>
  live.events.some(({ event_id, event_type, site_id }) => event_id === event.event_id && event_type === event.event_type && site_id === event.site_id)
    ? live
    : { ...live, events: [event, ...live.events].slice(0, MOST_EVENTS) };

export const withConnection = (live: Live, connected: boolean): Live => ({ ...live, connected });

/** A site after an event of a site: when it was last heard of. */
export const withSeen = (site: Site, { site_id, timestamp }: Pick<LiveEvent, 'site_id' | 'timestamp'>): Site =>
  site.id === site_id && (site.last_event_at === null || Date.parse(site.last_event_at) < Date.parse(timestamp)) ? { ...site, last_event_at: timestamp } : site;
