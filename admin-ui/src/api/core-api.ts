import type { AuthorizationOffer, Connection, NewSite, SettingDifference } from './connections.js';
import type {
  DeadLetter,
  DeadLetterGroup,
  DestinationFigures,
  EventType,
  OutcomeCount,
  Page,
  Previewed,
  Receipt,
  ReplayFilter,
  ReplayProgress,
  ReplayReport,
  ShadowRun,
  StoredEvent,
} from './deliveries.js';
import type { Enrichment } from './enrichments.js';
import type { EventSelection } from './event-rules.js';
import type { Transport } from './transport.js';
import type { DeletedSite, Destination, Me, NumberedPage, Overview, PluginInfo, Site, SiteAnalytics, TestResult } from './types.js';

/** A period as the analytics routes take it. */
export interface Period {
  /** IANA name; days are cut by it. */
  readonly timezone: string;
  /** Days such as `2026-11-24`; without them it is today. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface EventFilter {
  readonly event_id?: string | undefined;
  readonly event_type?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface DeadLetterFilter {
  readonly site_id?: string | undefined;
  readonly destination_id?: string | undefined;
  readonly reason?: string | undefined;
}

interface Items<T> {
  readonly items: readonly T[];
}

/** Every route of the core that the dashboard uses, with what it answers. No other file of the dashboard names a route. */
export const coreApi = (transport: Transport) => {
  const get = <T>(path: string, values: QueryValues = {}): Promise<T> => transport.request<T>('GET', path + queryText(values));
  const post = <T>(path: string, body?: unknown): Promise<T> => transport.request<T>('POST', path, body);
  const put = <T>(path: string, body: unknown): Promise<T> => transport.request<T>('PUT', path, body);
  const remove = <T>(path: string, body?: unknown): Promise<T> => transport.request<T>('DELETE', path, body);
  const site = (id: string): string => `/api/sites/${id}`;
  const destination = (siteId: string, id: string): string => `${site(siteId)}/destinations/${id}`;
  return {
    me: () => get<Me>('/api/auth/me'),

    sites: {
      list: (page: { search: string; page: number; page_size: number }) => get<NumberedPage<Site>>('/api/sites', { ...page }),
      get: (id: string) => get<Site>(site(id)),
      add: (added: NewSite) => post<Site>('/api/sites', added),
      /** @param confirm the site's name */
      remove: (id: string, confirm: string) => remove<unknown>(site(id), { confirm }),
      deleted: () => get<Items<DeletedSite>>('/api/sites/deleted', { page_size: 100 }),
      restore: (id: string) => post<unknown>(`${site(id)}/restore`),
    },

    connections: {
      list: (siteId: string) => get<Items<Connection>>(`${site(siteId)}/connections`),
      newCode: (siteId: string) => post<{ readonly code: string }>(`${site(siteId)}/connection-code`),
      revoke: (siteId: string, id: string) => remove<unknown>(`${site(siteId)}/connections/${id}`),
      newSecret: (siteId: string) => post<{ readonly previous_accepted_until: string }>(`${site(siteId)}/secret`),
      differences: (siteId: string) => get<{ readonly differences: readonly SettingDifference[] }>(`${site(siteId)}/settings-differences`),
      settle: (siteId: string, answer: 'take' | 'keep', fields: readonly string[]) => post<unknown>(`${site(siteId)}/settings-differences`, { [answer]: fields }),
    },

    authorizations: {
      get: (request: Readonly<Record<string, string>>) => get<AuthorizationOffer>('/api/oauth/authorizations', request),
      decide: (decision: object) => post<{ readonly redirect_to: string }>('/api/oauth/authorizations', decision),
    },

    analytics: {
      overview: (period: Period) => get<Overview>('/api/analytics/overview', { ...period }),
      site: (id: string, period: Period) => get<SiteAnalytics>(`/api/analytics/sites/${id}`, { ...period }),
      eventTypes: (siteId: string) => get<Items<EventType>>(`/api/analytics/sites/${siteId}/event-types`),
      events: (siteId: string, filter: EventFilter = {}) => get<Page<StoredEvent>>('/api/analytics/events', { site_id: siteId, ...filter }),
    },

    receipts: (siteId: string, eventIds: readonly string[]) => get<Items<Receipt>>('/api/events/deliveries', { site_id: siteId, event_id: eventIds }),

    plugins: () => get<Items<PluginInfo>>('/api/plugins'),

    destinations: {
      list: (siteId: string) => get<Items<Destination>>(`${site(siteId)}/destinations`),
      add: (siteId: string, added: { plugin: string; name: string; settings: object }) => post<Destination>(`${site(siteId)}/destinations`, added),
      change: (siteId: string, id: string, change: { settings?: object; events?: EventSelection; enabled?: boolean }) => put<Destination>(destination(siteId, id), change),
      remove: (siteId: string, id: string) => remove<unknown>(destination(siteId, id)),
      connect: (siteId: string, id: string) => post<{ readonly authorize_url: string }>(`${destination(siteId, id)}/oauth`),
      disconnect: (siteId: string, id: string) => remove<{ readonly revoked: boolean }>(`${destination(siteId, id)}/oauth`),
      test: (siteId: string, id: string, send: boolean) => post<TestResult>(`${destination(siteId, id)}/test`, { send }),
      outcomes: (siteId: string, id: string) => get<Items<OutcomeCount>>(`${destination(siteId, id)}/outcomes`),
      preview: (siteId: string, id: string, of: { event_id: string; events?: EventSelection }) => post<Previewed>(`${destination(siteId, id)}/preview`, of),
      shadow: (siteId: string, id: string, events: EventSelection, last: number) => post<ShadowRun>(`${destination(siteId, id)}/shadow`, { events, last }),
    },

    deliveries: {
      destinations: () => get<Items<DestinationFigures>>('/api/monitoring/destinations'),
      deadLetterGroups: () => get<Items<DeadLetterGroup>>('/api/dead-letters/groups'),
      deadLetters: (filter: DeadLetterFilter, page: { cursor?: string | undefined; limit: number }) => get<Page<DeadLetter>>('/api/dead-letters', { ...filter, ...page }),
      replay: (siteId: string, destinationId: string, filter: ReplayFilter, dryRun: boolean) => post<ReplayReport>(`${destination(siteId, destinationId)}/replay`, { ...filter, dry_run: dryRun }),
      replayProgress: (siteId: string, destinationId: string, replayId: string) => get<ReplayProgress>(`${destination(siteId, destinationId)}/replay/${replayId}`),
    },

    enrichments: {
      list: () => get<Items<Enrichment>>('/api/enrichments'),
      change: (id: string, change: { settings?: object; enabled?: boolean }) => put<Enrichment>(`/api/enrichments/${id}/settings`, change),
      test: (id: string) => post<TestResult>(`/api/enrichments/${id}/test`),
    },
  };
};

export type CoreApi = ReturnType<typeof coreApi>;

export type QueryValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** `?a=1&b=2`; what is empty or undefined is not said, and a list is said once for each of its values. */
export function queryText(values: QueryValues): string {
  const pairs = Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [value].flat().map((one): [string, string] => [name, String(one)])));
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
