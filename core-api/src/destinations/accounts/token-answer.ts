import { HttpUnavailable, outcomeOfStatus, ThrottledError, TransientError, type DeliveryError, type HttpResponse } from '@warp/plugin-sdk';
import type { Life, Tokens } from './connection.js';
import { AccountError, type ProblemCode } from './account-error.js';

/** What the token endpoint granted. */
export interface Granted extends Life {
  readonly tokens: Tokens;
  /** null: the answer does not name them, so they are those that were asked for (RFC 6749, 5.1). */
  readonly scopes: readonly string[] | null;
}

/** Errors of RFC 6749, 5.2 that mean more than that the vendor refuses. */
const PROBLEM_OF_ERROR: Readonly<Record<string, ProblemCode>> = {
  invalid_grant: 'ended',
  invalid_client: 'client_refused',
  unauthorized_client: 'client_refused',
};

/** Errors that pass (RFC 6749, 4.1.2.1 names them for the authorisation endpoint; vendors use them here too). */
const PASSING_ERRORS = ['temporarily_unavailable', 'server_error'];

/** Ten years: what is longer is no life worth watching. */
const LONGEST_SECONDS = 10 * 365 * 86_400;

/**
 * Reads the answer to a request for tokens (RFC 6749, 5.1 and 5.2). Some vendors report errors with status 200, some without
 * a code. Nothing of the answer gets into an error: descriptions repeat what was sent.
 *
 * @param keep fields that become settings
 * @param askedAt ms since 1970; a token's life counts from before it was given
 * @throws DeliveryError AccountError when the vendor refuses; transient or throttled when it cannot answer now
 */
export function readTokenAnswer(response: HttpResponse, keep: readonly string[], askedAt: number): Granted {
  const body = objectIn(response.body);
  const error = textIn(body, 'error');
  const accessToken = textIn(body, 'access_token');
  if (response.status >= 200 && response.status < 300 && error === undefined) {
    if (accessToken === undefined || !isBearer(body['token_type'])) throw new TransientError('token_answer_unreadable', 'The platform’s log-in service gave an unexpected answer.');
    return granted(body, accessToken, keep, askedAt);
  }
  throw errorOf(response, error);
}

function granted(body: Json, accessToken: string, keep: readonly string[], obtainedAt: number): Granted {
  const refreshToken = textIn(body, 'refresh_token');
  const seconds = Number(body['expires_in'] ?? 0);
  const scope = textIn(body, 'scope');
  return {
    tokens: {
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      kept: Object.fromEntries(keep.flatMap((name) => (isScalar(body[name]) ? [[name, body[name]]] : []))),
    },
    scopes: scope?.split(/[ ,]+/).filter((word) => word !== '') ?? null,
    obtainedAt,
    expiresAt: seconds > 0 && seconds <= LONGEST_SECONDS ? obtainedAt + seconds * 1000 : null,
  };
}

function errorOf(response: HttpResponse, error: string | undefined): DeliveryError {
  const outcome = outcomeOfStatus(response);
  if (outcome.is === 'throttled') return new ThrottledError('token_endpoint_throttled', 'The platform’s log-in service asks to slow down.', outcome.retryAfterMs);
  if (outcome.is === 'transient' || (error !== undefined && PASSING_ERRORS.includes(error)))
    return new HttpUnavailable('token_endpoint_down', 'The platform’s log-in service does not answer.');
  return new AccountError((error !== undefined ? PROBLEM_OF_ERROR[error] : undefined) ?? 'refused');
}

type Json = Readonly<Record<string, unknown>>;

/** Anything but a JSON object is an empty one. The parser's error is dropped: it quotes the text. */
export function objectIn(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}

export function textIn(body: Json, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Vendors that leave the type out mean bearer (RFC 6750) too. */
const isBearer = (type: unknown): boolean => type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);
