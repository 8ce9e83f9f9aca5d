import { ApiError } from './transport.js';
import type { FieldError } from './types.js';

/** The faults of a part of a request, by the part's own fields: `rules.0.event` below `rules.` is `0.event`. */
export const below = (prefix: string, errors: readonly FieldError[]): readonly FieldError[] =>
  errors.flatMap((error) => (error.field.startsWith(prefix) ? [{ ...error, field: error.field.slice(prefix.length) }] : []));

/** Saves a form. @returns the fields that the core refuses; none: it is saved. @throws what is no field's fault */
export async function faultsOf(save: () => Promise<unknown>): Promise<readonly FieldError[]> {
  try {
    await save();
    return [];
  } catch (error) {
    if (error instanceof ApiError && error.errors.length > 0) return error.errors;
    throw error;
  }
}
