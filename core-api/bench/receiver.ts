import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A destination's server on loopback: takes webhooks, and notes when each event came. */
export interface Receiver {
  /** Address of one destination; its events are noted apart. */
  url(destination: string): string;
  /** When each event came to a destination first, in ms since 1970, by event id. */
  arrivals(destination: string): ReadonlyMap<string, number>;
  /** Requests to this destination get no answer from now on; without one, all are answered. */
  hang(destination?: string): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const arrivals = new Map<string, Map<string, number>>();
  let hanging: string | undefined;
  const of = (destination: string): Map<string, number> => {
    let known = arrivals.get(destination);
    if (known === undefined) arrivals.set(destination, (known = new Map<string, number>()));
    return known;
  };
  const take = (destination: string, body: string, response: ServerResponse): void => {
    if (destination === hanging) return;
    const now = Date.now();
    const known = of(destination);
    for (const { event_id } of (JSON.parse(body) as { events: { event_id: string }[] }).events) if (!known.has(event_id)) known.set(event_id, now);
    response.writeHead(204).end();
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => take((request.url ?? '/').slice(1), Buffer.concat(chunks).toString(), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (destination) => `http://127.0.0.1:${port}/${destination}`,
    arrivals: of,
    hang: (destination) => (hanging = destination),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
