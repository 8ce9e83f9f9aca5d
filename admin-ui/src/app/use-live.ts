import { useEffect, useState } from 'react';
import { io } from 'socket.io-client';
import type { LiveEvent, LiveMetrics } from '../api/types.js';
import { useSession } from './session.js';

/** Pause after a refused log-in of the socket. */
const REENTER_MS = 5_000;

/** Events kept on screen. */
const KEPT = 100;

export interface Live {
  readonly events: readonly LiveEvent[];
  /** Over all sites shown. */
  readonly metrics: LiveMetrics | undefined;
  readonly connected: boolean;
}

/** Events of these sites as they happen, and figures by the second. */
export function useLive(siteIds: readonly string[]): Live {
  const { transport } = useSession();
  const [live, setLive] = useState<Live>({ events: [], metrics: undefined, connected: false });
  const key = siteIds.join(',');
  useEffect(() => {
    if (key === '') return;
    const socket = io({ auth: (give) => give({ token: transport.accessToken }) });
    socket.on('connect', () => {
      socket.emit('subscribe', { sites: key.split(',') });
      setLive((before) => ({ ...before, connected: true }));
    });
    // The access token may have run out: a new one, then in again.
    const reenter = (): void => void transport.renew().then(() => socket.connect(), () => socket.connect());
    socket.on('disconnect', (reason) => {
      setLive((before) => ({ ...before, connected: false }));
      if (reason === 'io server disconnect') reenter();
    });
    // Without a connection at all socket.io tries again by itself.
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(reenter, REENTER_MS);
    });
    socket.on('event', (event: LiveEvent) => setLive((before) => ({ ...before, events: [event, ...before.events].slice(0, KEPT) })));
    socket.on('metrics', (metrics: LiveMetrics) => {
      if (metrics.site_id === null) setLive((before) => ({ ...before, metrics }));
    });
    return () => {
      socket.close();
    };
  }, [key, transport]);
  return live;
}
