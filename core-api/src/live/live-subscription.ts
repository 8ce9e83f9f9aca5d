/** A stored event as the pipeline publishes it; only what filters look at is named. */
export interface LiveEvent {
  readonly site_id: string;
  readonly event_type: string;
  /** When it happened, ISO 8601. */
  readonly timestamp: string;
  /** null: what a server reported of nobody's visit. */
  readonly session_id: string | null;
  readonly country: string | null;
  readonly organisation: string | null;
  readonly bot_score: number;
  /** By its own score or its session's. */
  readonly is_bot: boolean;
  readonly is_conversion: boolean;
  readonly revenue: number;
}

/** What one viewer wants to see; an empty filter lets everything through. */
export interface Subscription {
  readonly sites: ReadonlySet<string>;
  readonly eventTypes: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly companies: ReadonlySet<string>;
}

const passes = (filter: ReadonlySet<string>, value: string | null): boolean => filter.size === 0 || (value !== null && filter.has(value));

export const wants = (subscription: Subscription, event: LiveEvent): boolean =>
  subscription.sites.has(event.site_id) &&
  passes(subscription.eventTypes, event.event_type) &&
  passes(subscription.countries, event.country) &&
  passes(subscription.companies, event.organisation);

/** Longest lists, and longest text in one: a viewer's wishes are looked through for every stored event. */
const MOST = { sites: 2_000, filter: 500, characters: 255 } as const;

const listOf = (value: unknown, most: number): ReadonlySet<string> =>
  new Set(
    Array.isArray(value) ? value.slice(0, most).filter((item): item is string => typeof item === 'string' && item.length <= MOST.characters) : [],
  );

/** Reads what a client sent; anything that is no list of texts counts as no filter. */
export function parseSubscription(message: unknown): Subscription {
  const { sites, event_types, countries, companies } = (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>;
  return {
    sites: listOf(sites, MOST.sites),
    eventTypes: listOf(event_types, MOST.filter),
    countries: listOf(countries, MOST.filter),
    companies: listOf(companies, MOST.filter),
  };
}
