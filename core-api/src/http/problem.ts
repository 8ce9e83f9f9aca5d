/** One wrong field of a request. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** An error the API answers with; see the wire contract. `code` is stable, `detail` is for a person. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: readonly FieldError[],
    readonly headers: Readonly<Record<string, string>> = {},
    /** Further members of the answer (RFC 9457, 3.2). */
    readonly extensions: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

/** It does not exist, or not for this person: the two are not told apart. */
export const notFound = (what: string): Problem => new Problem(404, 'not_found', `There is no such ${what}.`);

export const forbidden = (detail = 'Your role may not do this.'): Problem => new Problem(403, 'forbidden', detail);

export const unauthorized = (code: string, detail: string): Problem => new Problem(401, code, detail);

export const invalid = (errors: readonly FieldError[]): Problem =>
  new Problem(400, 'invalid_request', errors[0]?.message ?? 'The request is invalid.', errors);

export const conflict = (code: string, detail: string): Problem => new Problem(409, code, detail);
