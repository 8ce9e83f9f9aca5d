import type { DeadLetterFilter } from '../core-api.js';
import type { EventSelection } from '../event-rules.js';
import type { ReplayFilter } from '../deliveries.js';

/**
 * Names of everything in the cache. A key begins with the keys that it belongs to, so that a change can refresh one thing
 * or everything of a kind.
 */
export const keys = {
  me: ['me'],
  version: ['version'],

  overview: { all: ['overview'], of: (range: string) => ['overview', range] },

  sites: {
    all: ['sites'],
    lists: ['sites', 'list'],
    list: (search: string) => ['sites', 'list', search],
    names: ['sites', 'names'],
    deleted: ['sites', 'deleted'],
    one: (id: string) => ['sites', 'one', id],
  },

  site: {
    /** Everything of a site but the site itself. */
    all: (id: string) => ['site', id],
    analytics: (id: string, range: string) => ['site', id, 'analytics', range],
    eventTypes: (id: string) => ['site', id, 'event-types'],
    events: (id: string, type: string) => ['site', id, 'events', type],
    latestEvents: (id: string) => ['site', id, 'latest-events'],
    event: (id: string, eventId: string) => ['site', id, 'event', eventId],
    receipts: (id: string) => ['site', id, 'receipts'],
    receiptsOf: (id: string, eventIds: readonly string[]) => ['site', id, 'receipts', ...eventIds],
    connections: (id: string) => ['site', id, 'connections'],
    differences: (id: string) => ['site', id, 'settings-differences'],
    destinations: (id: string) => ['site', id, 'destinations'],
  },

  destination: {
    all: (id: string) => ['destination', id],
    outcomes: (id: string) => ['destination', id, 'outcomes'],
    preview: (id: string, eventId: string | undefined, saved: EventSelection, proposed: string) => ['destination', id, 'preview', eventId, saved, proposed],
  },

  deliveries: {
    all: ['deliveries'],
    destinations: ['deliveries', 'destinations'],
    groups: ['deliveries', 'groups'],
    deadLetters: (filter: DeadLetterFilter) => ['deliveries', 'dead-letters', filter],
    replay: (destinationId: string, filter: ReplayFilter) => ['deliveries', 'replay', destinationId, filter],
    replayProgress: (replayId: string) => ['deliveries', 'progress', replayId],
  },

  plugins: ['plugins'],
  enrichments: ['enrichments'],
  authorization: (request: Readonly<Record<string, string>>) => ['authorization', request],

  /** Filled by the socket. */
  live: (siteIds: readonly string[]) => ['live', ...siteIds],

  /** What a WordPress site asks for its own panels. */
  ownSite: {
    overview: (range: string) => ['own-site', 'overview', range],
    companies: ['own-site', 'companies'],
    health: ['own-site', 'health'],
    loss: ['own-site', 'loss'],
    live: ['own-site', 'live'],
  },
} as const;
