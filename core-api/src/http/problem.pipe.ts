import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, invalid } from './problem.js';

/** Checks request bodies and queries against their classes; unknown fields are refused, each fault names field and rule. */
export const problemPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalid(fieldErrors(errors)),
  });

const fieldErrors = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const field = path === '' ? property || '(empty name)' : `${path}.${property}`;
    const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
      field,
      rule: snake(rule),
      message: `${inWords(message)}.`,
    }));
    return [...own, ...fieldErrors(children ?? [], field)];
  });

/** class-validator's words for a rule, and those of a person who is no programmer. A rule with a pattern brings its own sentence. */
const WORDS: readonly (readonly [its: RegExp, ours: string])[] = [
  [/^property (.+) should not exist$/s, '$1 is not a field of this request'],
  [/ must match .+ regular expression$/s, ' is not written as it must be'],
  [/^each value in (.+?) (must|should) /, 'each entry of $1 $2 '],
  [/ must be longer than or equal to (\d+) characters$/, ' must have at least $1 characters'],
  [/ must be shorter than or equal to (\d+) characters$/, ' must have at most $1 characters'],
  [/ must not be less than (-?\d+)$/, ' must be at least $1'],
  [/ must not be greater than (-?\d+)$/, ' must be at most $1'],
  [/ must contain at least (\d+) elements$/, ' must have at least $1 entries'],
  [/ must contain no more than (\d+) elements$/, ' must have at most $1 entries'],
  [/^All (.+)'s elements must be unique$/, '$1 must not have the same entry twice'],
  [/ must be one of the following values: /, ' must be one of '],
  [/ should not be empty$/, ' is required'],
  [/ must be a string$/, ' must be text'],
  [/ must be an integer number$/, ' must be a whole number'],
  [/ must be a boolean value$/, ' must be true or false'],
  [/ must be an array$/, ' must be a list'],
  [/ must be an email$/, ' must be an e-mail address'],
  [/ must be a Date instance$/, ' must be a time such as 2026-03-31T09:30:00Z'],
];

const inWords = (message: string): string => WORDS.reduce((text, [its, ours]) => text.replace(its, ours), message);

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
