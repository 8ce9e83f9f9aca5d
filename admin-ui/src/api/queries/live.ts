import { type InfiniteData, type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSessionTransport } from '../api-context.js';
import { openLive } from '../live-socket.js';
import type { LiveEvent, NumberedPage, Site } from '../types.js';
import { keys } from './keys.js';
import { EMPTY_LIVE, type Live, withConnection, withEvent, withSeen } from './live-state.js';

/** Events of these sites as they happen, and metrics by the second. What the socket brings goes into the cache. */
export function useLive(siteIds: readonly string[]): Live {
  const transport = useSessionTransport();
  const client = useQueryClient();
  const ids = [...siteIds].sort();
  const names = ids.join(',');
  const { data } = useQuery({ queryKey: keys.live(ids), queryFn: skipToken, initialData: EMPTY_LIVE, staleTime: Infinity });
  useEffect(() => {
    if (names === '') return;
    const sites = names.split(',');
    const change = (next: (live: Live) => Live): void => void client.setQueryData<Live>(keys.live(sites), (live = EMPTY_LIVE) => next(live));
    const close = openLive(transport, sites, {
      onConnected: (connected) => change((live) => withConnection(live, connected)),
      onMetrics: (metrics) => change((live) => ({ ...live, metrics })),
      onEvent: (event) => {
        change((live) => withEvent(live, event));
        patchSites(client, event);
      },
    });
    return () => {
      close();
      change((live) => withConnection(live, false));
    };
  }, [client, names, transport]);
  return data ?? EMPTY_LIVE;
}

/** What an event says about its site, wherever the site is shown. How many there are today is asked for: an event may be in that number already. */
function patchSites(client: QueryClient, event: LiveEvent): void {
  const known = client.getQueryData<Site>(keys.sites.one(event.site_id));
  if (known?.state === 'not_installed') void client.invalidateQueries({ queryKey: keys.sites.one(event.site_id) });
  client.setQueryData<Site>(keys.sites.one(event.site_id), (site) => site && withSeen(site, event));
  client.setQueriesData<InfiniteData<NumberedPage<Site>>>({ queryKey: keys.sites.lists }, (list) =>
    list === undefined ? undefined : { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((site) => withSeen(site, event)) })) },
  );
}
