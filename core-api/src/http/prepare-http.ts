import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServicesConfig } from '../config/config.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { problemPipe } from '../problems/problem.pipe.js';

/** What every HTTP answer has in common: cookies, security headers, validation, problem+json. */
export async function prepareHttp(app: NestFastifyApplication, config: ServicesConfig): Promise<void> {
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // The demonstration shop's pages carry their script inside, as customers' pages do; the dashboard needs none.
        scriptSrc: ["'self'", ...(config.demo ? ["'unsafe-inline'"] : [])],
        // @wordpress/components styles itself at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        upgradeInsecureRequests: null,
      },
    },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // The script is loaded by other sites' pages.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: config.publicUrl.startsWith('https:'),
  });
  app.useGlobalPipes(problemPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks([]);
}
