import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Counter, register } from 'prom-client';
import { Problem } from './problem.js';
import { addressKey } from './address-key.js';
import { clientAddress, namedHops, Networks, plainAddress } from './client-address.js';
import { Counts } from './counts.js';
import { refuse } from './raw-problem.js';
import { type BodyLimits, UnfinishedBodies } from './unfinished-bodies.js';

export interface ConnectionLimits {
  /** In all. */
  readonly connections: number;
  /** Of one address that is no trusted proxy; also: requests under way at once of one client behind such a proxy. */
  readonly connectionsPerAddress: number;
  readonly bodies: BodyLimits;
  readonly trustedProxies: readonly string[];
}

const TOO_SLOW = new Problem(408, 'request_timeout', 'The request’s body came in too slowly.');
const TOO_MANY = new Problem(429, 'too_many_connections', 'Too many requests at once from this address.', undefined, { 'retry-after': '5' });

/** From this part of all connections on, idle ones are let go. */
const CROWDED = 0.9;

/** At most so often: it walks all connections. */
const LET_GO_EVERY_MS = 250;

/**
 * Keeps one client from taking all connections or all memory. Called when every other listener stands, for it goes before them.
 *
 * A proxy's connections carry everybody's requests, so behind a trusted one the requests under way are counted, by the client
 * it names; one that names nobody is not counted.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const trusted = new Networks(limits.trustedProxies);
  server.maxConnections = limits.connections;
  server.on('drop', () => refused.inc({ limit: 'connections' }));

  const bodies = new UnfinishedBodies(limits.bodies, (response) => {
    refused.inc({ limit: 'unfinished_body' });
    refuse(response, TOO_SLOW);
  });
  const connections = new Counts(limits.connectionsPerAddress);
  let open = 0;
  let letGoAt = 0;
  server.on('connection', (socket: Socket) => {
    open += 1;
    bodies.connect(socket);
    socket.once('close', () => (open -= 1));
    if (open > limits.connections * CROWDED && Date.now() - letGoAt > LET_GO_EVERY_MS) {
      letGoAt = Date.now();
      server.closeIdleConnections();
    }
    const address = plainAddress(socket.remoteAddress);
    if (address === null || trusted.has(address)) return;
    const leave = connections.enter(addressKey(address));
    if (leave !== undefined) return void socket.once('close', leave);
    refused.inc({ limit: 'connections_per_address' });
    socket.destroy();
  });

  const requests = new Counts(limits.connectionsPerAddress);
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    bodies.watch(request, response);
    if (!isAdmitted(request, response)) return;
    for (const listener of listeners) void listener(request, response);
  });

  function isAdmitted(request: IncomingMessage, response: ServerResponse): boolean {
    const client = clientBehindProxy(request, trusted);
    if (client === null) return true;
    const leave = requests.enter(addressKey(client));
    if (leave !== undefined) {
      response.once('close', leave);
      return true;
    }
    refused.inc({ limit: 'requests_per_client' });
    refuse(response, TOO_MANY);
    return false;
  }
}

/** @returns null without a proxy, or when it does not say for whom it speaks */
function clientBehindProxy(request: IncomingMessage, trusted: Networks): string | null {
  const hops = hopsOf(request);
  if (hops === undefined) return null;
  const peer = plainAddress(request.socket.remoteAddress);
  if (peer === null || !trusted.has(peer)) return null;
  const client = clientAddress(peer, hops, trusted);
  return client === null || trusted.has(client) ? null : client;
}

/** The hops a request's headers name; see `namedHops`. */
export function hopsOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { 'x-forwarded-for': forwardedFor, forwarded } = headers;
  return namedHops({ forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor, forwarded });
}

const refused =
  (register.getSingleMetric('warp_connections_refused_total') as Counter<'limit'> | undefined) ??
  new Counter({ name: 'warp_connections_refused_total', help: 'Connections, requests and bodies that were refused by a limit.', labelNames: ['limit'] });
