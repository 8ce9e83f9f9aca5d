import { type FieldError, invalid } from '../../http/problem.js';

const MOST_PATHS = 100;
const MOST_CHARACTERS = 2048;

/** `paths[]=/a&paths[]=/b`, as PHP also writes it with numbers: `paths[0]=/a`. */
const FIELD = /^paths\[\d*\]$/;

/** @throws Problem 400 when there is none, too many, or one is no path */
export function pathsOf(query: Readonly<Record<string, unknown>>): readonly string[] {
  const paths = Object.entries(query).flatMap(([field, value]) => (FIELD.test(field) ? [value].flat() : []));
  if (paths.length === 0) throw fault('required', 'must be given at least once');
  if (paths.length > MOST_PATHS) throw fault('array_max_size', `must be given at most ${MOST_PATHS} times`);
  if (!paths.every(isPath)) throw fault('path', `must be paths such as /blog/hello/, of at most ${MOST_CHARACTERS} characters`);
  return [...new Set(paths)];
}

const isPath = (value: unknown): value is string => typeof value === 'string' && value.startsWith('/') && value.length <= MOST_CHARACTERS;

const fault = (rule: string, sentence: string) => invalid([{ field: 'paths[]', rule, message: `paths[] ${sentence}.` } satisfies FieldError]);
