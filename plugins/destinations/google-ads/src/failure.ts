import { outcomeOfStatus, retryAfterMs, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import type { GoogleError } from './google-error.js';
import { codeOf, HOUR_MS, outcomeOf, verdictOn, type Verdict } from './verdict.js';

const RECONNECT: Verdict = {
  is: 'configuration',
  message: 'Google no longer accepts the connection. Connect the Google account again.',
  setting: 'access_token',
};

const NO_ACCESS: Verdict = {
  is: 'configuration',
  message: 'The connected Google account may not send to this Google Ads account. Check the customer ID and the manager account.',
  setting: 'customer_id',
};

const NOT_ENABLED: Verdict = {
  is: 'configuration',
  message: 'The API is not enabled in the Google Cloud project of the OAuth client. Enable it there.',
  setting: 'client_id',
};

/** Reasons of either API that have nothing to do with what was sent. */
const ACCESS: Readonly<Record<string, Verdict>> = {
  SERVICE_DISABLED: NOT_ENABLED,
  PROJECT_DISABLED: NOT_ENABLED,
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: {
    is: 'configuration',
    message: 'The connection lacks a permission. Connect the Google account again and tick the boxes on Google’s page.',
    setting: 'access_token',
  },
  PERMISSION_DENIED: NO_ACCESS,
};

/** What a failed answer means before anybody looks at the conversions in it; undefined: they are at fault. */
export function outcomeOfFailure(response: HttpResponse, error: GoogleError): Outcome | undefined {
  const { status } = response;
  if (status === 429) return { is: 'throttled', code: codeOf('quota'), message: 'The quota of the Google Cloud project is used up.', retryAfterMs: quotaWaitMs(response, error) };
  if (status === 401) return outcomeOf('unauthenticated', RECONNECT);
  const reason = error.reasons.find((word) => verdictOn(ACCESS, word) !== undefined);
  if (reason !== undefined) return outcomeOf(reason, ACCESS[reason]!);
  if (status === 403) return outcomeOf('permission_denied', NO_ACCESS);
  if (status === 404) return outcomeOf('not_found', NO_ACCESS);
  const outcome = outcomeOfStatus(response);
  return outcome.is === 'transient' ? outcome : undefined;
}

/**
 * A day's quota comes back at midnight in California; asking once an hour needs no calendar. A minute's comes back in one.
 * What Google says itself goes first.
 */
export function quotaWaitMs(response: HttpResponse, { quotaLimit = '', retryDelayMs }: GoogleError): number {
  if (/per_?day/i.test(quotaLimit)) return HOUR_MS;
  if (response.headers['retry-after']) return retryAfterMs(response);
  return retryDelayMs ?? 60_000;
}
