import { LIMITS, TRACK_ERRORS } from '@warp/contracts';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Collector } from './collector.js';
import { TrackProblem } from './track-problem.js';

const CORS = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, authorization, x-warp-timestamp, x-warp-client-ip, x-warp-client-ua, x-warp-signature',
  'access-control-expose-headers': 'x-warp-dropped, retry-after',
  'access-control-max-age': '86400',
};

/**
 * `POST /api/track` on the bare Fastify instance: past Nest's pipes and guards, which this route does not need, it takes
 * a fifth more requests. The scope has parsers and an error handler of its own.
 */
export async function trackRoute(scope: FastifyInstance, options: { collector: Collector }): Promise<void> {
  const logger = new Logger('TrackRoute');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'string', bodyLimit: LIMITS.requestBytes }, (_request, body, done) =>
    done(null, body),
  );

  scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500) logger.error(problem === error ? problem.message : error.stack);
    return sendProblem(reply, problem);
  });

  scope.options('/api/track', (_request, reply) => reply.code(204).headers(PREFLIGHT).send());

  // Security headers are for pages; here they would triple the answer.
  scope.post('/api/track', { helmet: false }, async (request, reply) => {
    const { dropped, ...answer } = await options.collector.collect({
      headers: request.headers,
      peer: request.raw.socket.remoteAddress,
      body: typeof request.body === 'string' ? request.body : '',
    });
    if (dropped > 0) reply.header('x-warp-dropped', dropped);
    return reply.code(202).headers(CORS).send(answer);
  });
}

/** Fastify's own refusals in the words of the wire contract. */
function asProblem(error: Error & { statusCode?: number }): TrackProblem {
  if (error instanceof TrackProblem) return error;
  if (error.statusCode === 413) return new TrackProblem(413, 'body_too_large');
  if (error.statusCode === 415) return new TrackProblem(415, 'unsupported_media_type');
  if (error.statusCode !== undefined && error.statusCode < 500) return new TrackProblem(400, 'malformed_json');
  return new TrackProblem(503, 'log_unavailable');
}

function sendProblem(reply: FastifyReply, problem: TrackProblem): FastifyReply {
  const { retryAfterSeconds, rejected } = problem.more;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  return reply
    .code(problem.status)
    .headers(CORS)
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: TRACK_ERRORS[problem.code],
      status: problem.status,
      code: problem.code,
      detail: rejected?.[0]?.message ?? problem.message,
      ...(rejected === undefined ? {} : { accepted: 0, rejected }),
    });
}
