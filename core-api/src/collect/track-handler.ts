import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIMITS, TRACK_ERRORS } from '@warp/contracts';
import { Logger } from '@nestjs/common';
import type { Collector } from './collector.js';
import { TrackProblem } from './track-problem.js';

/** Path of collection. */
export const TRACK_PATH = '/api/track';

const CORS = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, authorization, x-warp-timestamp, x-warp-client-ip, x-warp-client-ua, x-warp-signature',
  'access-control-expose-headers': 'x-warp-dropped, retry-after',
  'access-control-max-age': '86400',
};

const JSON_TYPE = { ...CORS, 'content-type': 'application/json; charset=utf-8' };

const MEDIA_TYPES = /^(application\/json|text\/plain)\s*(;|$)/i;

const logger = new Logger('Track');

/**
 * `POST /api/track` on Node's own server, before any framework: routing, hooks and request objects that this route does not
 * need cost as much as the whole rest of it (docs/architecture.md, “Where the time goes”).
 */
export async function handleTrack(collector: Collector, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (request.method === 'OPTIONS') return void response.writeHead(204, PREFLIGHT).end();
    if (request.method !== 'POST') return void response.writeHead(405, { ...CORS, allow: 'POST, OPTIONS' }).end();
    if (!MEDIA_TYPES.test(request.headers['content-type'] ?? '')) throw new TrackProblem(415, 'unsupported_media_type');
    const body = await readBody(request);
    const { dropped, ...answer } = await collector.collect({ headers: request.headers, peer: request.socket.remoteAddress, body });
    if (dropped > 0) response.setHeader('x-warp-dropped', dropped);
    const text = JSON.stringify(answer);
    // With its length known the answer goes out in one piece.
    response.writeHead(202, { ...JSON_TYPE, 'content-length': Buffer.byteLength(text) }).end(text);
  } catch (error) {
    if (request.socket.destroyed) return;
    if (!(error instanceof TrackProblem)) logger.error(error instanceof Error ? error.stack : 'It threw.');
    sendProblem(response, error instanceof TrackProblem ? error : new TrackProblem(503, 'log_unavailable'));
  }
}

/** @throws TrackProblem body_too_large; the sender's error when the connection breaks */
function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > LIMITS.requestBytes) return reject(new TrackProblem(413, 'body_too_large'));
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > LIMITS.requestBytes) reject(new TrackProblem(413, 'body_too_large'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()));
    request.on('error', reject);
  });
}

function sendProblem(response: ServerResponse, problem: TrackProblem): void {
  const { retryAfterSeconds, rejected } = problem.more;
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  // What is left of a body that was not read would be taken for the next request.
  if (problem.status === 413 || problem.status === 415) response.setHeader('connection', 'close');
  response.writeHead(problem.status, { ...CORS, 'content-type': 'application/problem+json' }).end(
    JSON.stringify({
      type: 'about:blank',
      title: TRACK_ERRORS[problem.code],
      status: problem.status,
      code: problem.code,
      detail: rejected?.[0]?.message ?? problem.message,
      ...(rejected === undefined ? {} : { accepted: 0, rejected }),
    }),
  );
}
