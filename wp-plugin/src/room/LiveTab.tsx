import { useEffect, useState } from 'react';
import type { LiveEvent } from '../../../admin-ui/src/api/types.js';
import { LiveFeed } from '../../../admin-ui/src/panels/live-feed/LiveFeed.js';
import type { Site } from '../site/mount.js';

/** How often the newest events are asked for. */
const POLL_MS = 5_000;

/** A stored event as the core's list has it. */
interface StoredEvent {
  readonly site_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly timestamp: string;
  readonly page_url: string | null;
  readonly page_title: string | null;
  readonly geo: { readonly country?: string; readonly city?: string } | null;
  readonly device: { readonly browser?: string } | null;
  readonly source: { readonly channel?: string } | null;
}

/** The newest events, asked for again and again: wp-admin's own way, without a connection to another host. */
export function LiveTab({ site }: { site: Site }) {
  const [live, setLive] = useState<{ events: readonly LiveEvent[]; connected: boolean }>({ events: [], connected: false });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const poll = async (): Promise<void> => {
      const events = await site.transport.request<{ items: readonly StoredEvent[] }>('GET', '/live').then(
        ({ items }) => items.map(toLive),
        () => undefined,
      );
      if (!current) return;
      setLive((before) => (events === undefined ? { ...before, connected: false } : { events, connected: true }));
      timer = setTimeout(() => void poll(), POLL_MS);
    };
    void poll();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [site]);
  return <LiveFeed events={live.events} connected={live.connected} />;
}

const toLive = ({ geo, device, source, ...event }: StoredEvent): LiveEvent => ({
  ...event,
  country: geo?.country ?? null,
  city: geo?.city ?? null,
  browser: device?.browser ?? null,
  channel: source?.channel ?? 'direct',
  revenue: 0,
});
