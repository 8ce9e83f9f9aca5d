import { io } from 'socket.io-client';
import type { SessionTransport } from './session-transport.js';
import type { LiveEvent, LiveMetrics } from './types.js';

/** Pause after a refused log-in of the socket. */
const REENTER_MS = 5_000;

export interface LiveListener {
  readonly onConnected: (connected: boolean) => void;
  readonly onEvent: (event: LiveEvent) => void;
  /** Over all of these sites. */
  readonly onMetrics: (metrics: LiveMetrics) => void;
}

/** Listens to what happens at these sites, through whatever interrupts it. @returns ends it */
export function openLive(transport: SessionTransport, siteIds: readonly string[], { onConnected, onEvent, onMetrics }: LiveListener): () => void {
  const socket = io({ auth: (give) => give({ token: transport.accessToken }) });
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The access token may have run out: a new one, then in again.
  const reenter = (): void => void transport.renew().then(() => socket.connect(), () => socket.connect());
  socket.on('connect', () => {
    socket.emit('subscribe', { sites: siteIds });
    onConnected(true);
  });
  socket.on('disconnect', (reason) => {
    onConnected(false);
    if (reason === 'io server disconnect') reenter();
  });
  // Without a connection at all socket.io tries again by itself.
  socket.on('connect_error', () => {
    if (!socket.active) timer = setTimeout(reenter, REENTER_MS);
  });
  socket.on('event', onEvent);
  // There are as many of single sites as sites are watched, every second; nothing shows them.
  socket.on('metrics', (metrics: LiveMetrics) => {
    if (metrics.site_id === null) onMetrics(metrics);
  });
  return () => {
    clearTimeout(timer);
    socket.off();
    socket.close();
  };
}
