import type { OpenAPIObject } from '@nestjs/swagger';
import { type Content, routesIn, type Schema } from './operations.js';

/** What routes do not say of their answers: success with a class for its body, or no body; and errors. */
export const missingAnswers = (document: OpenAPIObject): readonly string[] =>
  routesIn(document).flatMap(({ method, path, operation: { responses } }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const faults = [
      ...(successes.length === 0 ? ['has no answer for success'] : []),
      ...successes.flatMap(([status, { content }]) => (status === '204' || isTyped(content) ? [] : [`does not say what is in its answer ${status}`])),
      ...(isTyped(responses['default']?.content) ? [] : ['does not say how it answers errors']),
    ];
    return faults.map((fault) => `${method} ${path} ${fault}.`);
  });

const isTyped = (content: Content = {}): boolean =>
  Object.keys(content).length > 0 && Object.entries(content).every(([type, { schema }]) => schema !== undefined && (!type.endsWith('json') || isNamed(schema)));

/** A class of its own, which the generated client can name. */
const isNamed = ({ $ref, items }: Schema): boolean => $ref !== undefined || (items !== undefined && isNamed(items));
