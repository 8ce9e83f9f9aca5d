import type { FieldError } from './types.js';

/** The faults of a part of a request, by the part's own fields: `rules.0.event` below `rules.` is `0.event`. */
export const below = (prefix: string, errors: readonly FieldError[]): readonly FieldError[] =>
  errors.flatMap((error) => (error.field.startsWith(prefix) ? [{ ...error, field: error.field.slice(prefix.length) }] : []));
