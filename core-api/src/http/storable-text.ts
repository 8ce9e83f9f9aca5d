import type { FieldError } from './problem.js';

/** Enough for somebody to see what is wrong. */
const MOST_ERRORS = 10;

/**
 * Texts that no PostgreSQL column takes: with a NUL character, or with half a surrogate pair, which is no Unicode. Looked for once for
 * all routes, in what the framework has read; without recursion, for a body may be deep.
 */
export function unstorableTexts(read: Readonly<Record<string, unknown>>): FieldError[] {
  const errors: FieldError[] = [];
  const left: [field: string, value: unknown][] = Object.entries(read).map(([, value]) => ['', value]);
  for (let next = left.pop(); next !== undefined && errors.length < MOST_ERRORS; next = left.pop()) {
    const [field, value] = next;
    if (typeof value === 'string') errors.push(...faultOf(field, value));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        // A name that cannot be stored is not repeated either.
        const fault = faultOf(field, key);
        if (fault.length > 0) errors.push(...fault);
        else left.push([field === '' ? key : `${field}.${key}`, inner]);
      }
  }
  return errors;
}

function faultOf(field: string, text: string): FieldError[] {
  const named = field === '' ? 'body' : field;
  if (text.includes('\0')) return [{ field: named, rule: 'no_nul', message: `${named} must not contain NUL characters.` }];
  if (!text.isWellFormed()) return [{ field: named, rule: 'well_formed', message: `${named} must be well-formed Unicode.` }];
  return [];
}
