import type { FieldError } from '../../http/problem.js';
import { CLIENT_ID } from './authorizations.dto.js';
import { invalidClient, invalidRequest, unsupportedGrantType } from './token-problem.js';

/** RFC 6749, 4.1.3; RFC 7636, 4.5. */
export interface TokenRequest {
  readonly code: string;
  readonly redirect_uri: string;
  readonly code_verifier: string;
}

const FIELDS = ['grant_type', 'code', 'redirect_uri', 'client_id', 'code_verifier'] as const;

/** RFC 7636, 4.1: 43 to 128 unreserved characters. */
const VERIFIER = /^[\w.~-]{43,128}$/;

/**
 * Reads the form. Parameters that are not known are left aside (RFC 6749, 3.2); one that comes twice is none.
 * @throws Problem with OAuth's own error codes
 */
export function readTokenRequest(form: unknown): TokenRequest {
  const given = (typeof form === 'object' && form !== null ? form : {}) as Readonly<Record<string, unknown>>;
  const missing = FIELDS.filter((field) => typeof given[field] !== 'string' || given[field] === '');
  if (missing.length > 0)
    throw invalidRequest(missing.map((field): FieldError => ({ field, rule: 'required', message: `${field} must be given once.` })));
  const { grant_type, client_id, code, redirect_uri, code_verifier } = given as Readonly<Record<(typeof FIELDS)[number], string>>;
  if (grant_type !== 'authorization_code') throw unsupportedGrantType();
  if (client_id !== CLIENT_ID) throw invalidClient();
  if (!VERIFIER.test(code_verifier))
    throw invalidRequest([{ field: 'code_verifier', rule: 'verifier', message: 'code_verifier must be 43 to 128 letters, digits or -._~.' }]);
  return { code, redirect_uri, code_verifier };
}
