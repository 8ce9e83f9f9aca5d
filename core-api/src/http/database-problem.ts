import { conflict, type FieldError, invalid, type Problem } from './problem.js';

/**
 * What the database refuses because of a value of the request (https://www.postgresql.org/docs/18/errcodes-appendix.html,
 * class 22). Checks at the edge find nearly all of it and name the field; this is the net below them.
 */
const VALUE_RULES: Readonly<Record<string, readonly [rule: string, message: string]>> = {
  '22001': ['length', 'A text is too long'],
  '22003': ['range', 'A number is out of range'],
  '22007': ['date', 'A date or time is not one'],
  '22008': ['date', 'A date or time is out of range'],
  '22009': ['time_zone', 'A time zone is not one'],
  '22021': ['characters', 'A text has characters that cannot be stored'],
  '22023': ['value', 'A value is not allowed here'],
  '22P02': ['format', 'A value has the wrong form'],
  '22P03': ['format', 'A value has the wrong form'],
  '22P05': ['characters', 'A text has characters that cannot be stored'],
  '2201W': ['range', 'A limit is out of range'],
  '2201X': ['range', 'An offset is out of range'],
  '54000': ['length', 'A value is too large'],
  '54001': ['depth', 'A value is nested too deep'],
};

/** Somebody else was faster. */
const CONFLICTS: Readonly<Record<string, string>> = {
  '23503': 'Something that this belongs to was removed meanwhile, or is still in use.',
  '23505': 'Something with the same name or id was made meanwhile.',
};

/** The client's error behind a database's error code; undefined: it is ours. */
export function databaseProblem(code: unknown): Problem | undefined {
  if (typeof code !== 'string') return undefined;
  const taken = CONFLICTS[code];
  if (taken !== undefined) return conflict('conflict', taken);
  const rule = VALUE_RULES[code];
  return rule === undefined ? undefined : invalid([fieldless(...rule)]);
}

/** The database does not say which field it was. */
const fieldless = (rule: string, message: string): FieldError => ({ field: '(unknown)', rule, message: `${message}.` });
