import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid, type Problem } from './problem.js';
import { excessOf, type JsonExcess } from './json-shape.js';

/** The largest request of the API is a site's configuration, or a filter of some hundred values. */
const MOST = { depth: 100, values: 50_000, outermost: 1_000 } as const;

const RULES: Readonly<Record<JsonExcess, string>> = {
  depth: `must not be nested deeper than ${MOST.depth} levels`,
  values: `must not have more than ${MOST.values} values`,
  outermost: `must not have more than ${MOST.outermost} fields`,
};

/** Reads JSON only after its shape is known to be harmless; `__proto__` is refused by Fastify's own parser. */
export function useBoundedJson(app: NestFastifyApplication): void {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', {}, (request, body, done) => {
    const text = body.toString();
    const excess = excessOf(text, MOST);
    if (excess !== undefined) done(tooMuch(excess));
    else void parse(request as FastifyRequest, text, done);
  });
}

const tooMuch = (rule: JsonExcess): Problem => invalid([{ field: 'body', rule, message: `body ${RULES[rule]}.` }]);
