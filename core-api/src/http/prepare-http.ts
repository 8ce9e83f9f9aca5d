import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpSettings } from './http-settings.js';
import { invalid } from './problem.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { problemPipe } from './problem.pipe.js';
import { setCaching } from './answer-headers.js';
import { useBoundedJson } from './body-parsers.js';
import { clientAddress, Networks } from './client-address.js';
import { hopsOf } from './connections.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { unstorableTexts } from './storable-text.js';

/** What every HTTP answer has in common: cookies, security headers, validation, problem+json. */
export async function prepareHttp(app: NestFastifyApplication, settings: HttpSettings): Promise<void> {
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { directives: contentSecurityPolicy(settings) },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // The script is loaded by other sites' pages.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: settings.publicUrl.startsWith('https:'),
  });
  useBoundedJson(app);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  // Nest would set its own so late that no route gets it: they take theirs over as soon as a module waits for one of its plugins.
  fastify.setErrorHandler((error, _request, reply) => sendProblem(error, reply));
  app.getHttpAdapter().setErrorHandler = () => undefined;
  const trusted = new Networks(settings.trustedProxies);
  fastify.addHook('onRequest', async (request) => setAddress(request, trusted));
  fastify.addHook('preValidation', async ({ params, query, body }) => {
    const errors = unstorableTexts({ params, query, body });
    if (errors.length > 0) throw invalid(errors);
  });
  fastify.addHook('onSend', async (request, reply) => setCaching(request, reply));
  app.useGlobalPipes(problemPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks([]);
}

/** Fastify's own reader takes a port for a part of the address, so that each try to log in would come from a new one. */
function setAddress(request: FastifyRequest, trusted: Networks): void {
  const address = clientAddress(request.raw.socket.remoteAddress, hopsOf(request.raw), trusted);
  if (address !== null) Object.defineProperty(request, 'ip', { value: address });
}
