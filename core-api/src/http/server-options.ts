import type { ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import type { HttpSettings } from './http-settings.js';
import { Problem } from './problem.js';
import { refuse, refuseConnection } from './raw-problem.js';

/** Largest body of a request; POST /api/track has the same (`LIMITS.requestBytes`). */
const BODY_BYTES = 1024 * 1024;

/** How often Node looks for requests whose time is over. */
const LOOK_EVERY_MS = 1_000;

/** Longer than proxies keep theirs (nginx 60 s), else they send on a connection that is just being closed. */
const KEEP_ALIVE_MS = 65_000;

/** Without a byte in either direction; a long poll of a socket is silent for 25 s. */
const SILENT_MS = 120_000;

/** What Node's server and Fastify hold clients to, before any route. */
export function serverOptions(settings: Omit<HttpSettings, 'inlineScripts'>): FastifyServerOptions & { http: ServerOptions } {
  return {
    trustProxy: [...settings.trustedProxies],
    bodyLimit: BODY_BYTES,
    forceCloseConnections: 'idle',
    connectionTimeout: SILENT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The net below `bodySeconds`: head and body together.
    requestTimeout: (settings.headSeconds + settings.bodySeconds + 5) * 1000,
    http: { headersTimeout: settings.headSeconds * 1000, connectionsCheckingInterval: LOOK_EVERY_MS },
    clientErrorHandler: (error, socket) => onClientError(error, socket),
    frameworkErrors: (error, _request, reply) => refuse(reply.raw, error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? LONG_ADDRESS : BAD_ADDRESS),
  };
}

const LONG_ADDRESS = new Problem(414, 'address_too_long', 'A part of the address is longer than any id.');
const BAD_ADDRESS = new Problem(400, 'invalid_request', 'The address is not a valid one.', [
  { field: 'path', rule: 'encoding', message: 'path must be percent-encoded UTF-8.' },
]);

function onClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  refuseConnection(socket, CLIENT_ERRORS[error.code ?? ''] ?? new Problem(400, 'malformed_request', 'This is not HTTP.'));
}

const CLIENT_ERRORS: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'request_timeout', 'The request came in too slowly.'),
  HPE_HEADER_OVERFLOW: new Problem(431, 'headers_too_large', 'The headers are larger than 16 KB.'),
};
