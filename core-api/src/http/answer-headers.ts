import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Nothing that belongs to somebody stays in a cache: unless a route says how long its answer holds, it is not kept, and neither is any
 * error, whatever the route said.
 */
export function setCaching(request: FastifyRequest, reply: FastifyReply): void {
  const isKept = reply.hasHeader('cache-control') && reply.statusCode < 400;
  if (!isKept || request.headers.authorization !== undefined) void reply.header('cache-control', 'no-store');
  // A cache that keeps something all the same must not show it to the next person.
  if (!isKept) void reply.header('vary', 'Authorization, Cookie');
}
