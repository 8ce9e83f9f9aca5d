import { type FieldError, Problem } from '../../http/problem.js';

/** RFC 6749, 5.1 and 5.2. */
export const NOT_STORED = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** An error of the token endpoint: a problem that also has OAuth's own members. @param detail ASCII, as RFC 6749 wants it */
const tokenProblem = (status: number, error: string, detail: string, errors?: readonly FieldError[]): Problem =>
  new Problem(status, error, detail, errors, NOT_STORED, { error, error_description: detail });

export const invalidRequest = (errors: readonly FieldError[]): Problem => tokenProblem(400, 'invalid_request', errors[0]!.message, errors);

export const unsupportedGrantType = (): Problem => tokenProblem(400, 'unsupported_grant_type', 'grant_type must be authorization_code.');

export const invalidClient = (): Problem => tokenProblem(401, 'invalid_client', 'client_id must be wordpress.');

export const invalidGrant = (): Problem =>
  tokenProblem(400, 'invalid_grant', 'The code is unknown, over or was used, or redirect_uri or code_verifier are not those it was asked for with. Connect again.');
