import { describe, expect, it } from '@jest/globals';
import { BATCH_REFUSED, type HttpResponse } from '@warp/plugin-sdk';
import { readStatus } from './follow-up.js';
import { readIngested } from './read.js';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: JSON.stringify(body) });

interface Refusal {
  readonly status?: string;
  readonly reason?: string;
  readonly metadata?: object;
  readonly violations?: readonly (readonly [field: string, reason: string])[];
  readonly more?: readonly object[];
}

/** As the guide on errors shows them (…/devguides/concepts/understand-errors). */
const refusal = (code: number, { status = 'INVALID_ARGUMENT', reason = status, metadata = {}, violations = [], more = [] }: Refusal = {}, headers?: Record<string, string>): HttpResponse =>
  answer(
    code,
    {
      error: {
        code,
        message: 'About ada@example.com.',
        status,
        details: [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'datamanager.googleapis.com', metadata },
          { '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: 't-1' },
          { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations.map(([field, why]) => ({ field, description: 'About ada@example.com.', reason: why })) },
          ...more,
        ],
      },
    },
    headers,
  );

const invalid = (...violations: readonly (readonly [string, string])[]): HttpResponse => refusal(400, { violations });
const perProject = (quota_limit: string): Refusal => ({ status: 'RESOURCE_EXHAUSTED', reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit } });

describe('an answer to a request', () => {
  it.each<[string, HttpResponse, object]>([
    ['taken', answer(200, { requestId: 'r', fieldWarnings: [] }), { is: 'accepted', vendorRef: 'r', checkAfterMs: 1_800_000 }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'google_ads_unreadable' }],
    ['taken without an id', answer(200, {}), { is: 'transient', code: 'google_ads_unreadable' }],

    ['a minute’s quota', refusal(429, perProject('IngestRequestsPerMinutePerProject')), { is: 'throttled', code: 'google_ads_quota', retryAfterMs: 60_000 }],
    ['a day’s quota', refusal(429, perProject('IngestRequestsPerDayPerProject')), { is: 'throttled', code: 'google_ads_quota', retryAfterMs: 3_600_000 }],
    ['a quota with a time', refusal(429, {}, { 'retry-after': '7' }), { is: 'throttled', retryAfterMs: 7_000 }],
    ['a quota with a delay in its details', refusal(429, { more: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '21.5s' }] }), { is: 'throttled', retryAfterMs: 21_500 }],
    ['ill', refusal(500, { status: 'INTERNAL' }), { is: 'transient', code: 'http_500' }],
    ['not there', refusal(503, { status: 'UNAVAILABLE' }), { is: 'transient', code: 'http_503' }],
    ['ill, as it says itself', refusal(400, { reason: 'INTERNAL_ERROR' }), { is: 'transient', code: 'google_ads_internal_error' }],

    ['a token that is over', refusal(401, { status: 'UNAUTHENTICATED' }), { is: 'configuration', code: 'google_ads_unauthenticated', setting: 'access_token' }],
    ['a token for something else', refusal(403, { status: 'PERMISSION_DENIED', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }), { is: 'configuration', setting: 'access_token' }],
    ['an API that is not enabled', refusal(403, { status: 'PERMISSION_DENIED', reason: 'SERVICE_DISABLED' }), { is: 'configuration', code: 'google_ads_service_disabled', setting: 'client_id' }],
    ['an account out of reach', refusal(403, { status: 'PERMISSION_DENIED' }), { is: 'configuration', code: 'google_ads_permission_denied', setting: 'customer_id' }],
    ['an address without the API', { status: 404, headers: {}, body: '<html>' }, { is: 'configuration', code: 'google_ads_not_found' }],
    ['a malformed account', invalid(['destinations[0].login_account.account_id', 'INVALID_NUMBER_FORMAT']), { is: 'configuration', setting: 'customer_id' }],
    ['an unknown action', invalid(['destinations[0].product_destination_id', 'INVALID_CONVERSION_ACTION_ID']), { is: 'configuration', setting: 'conversion_actions' }],
    ['an action of the other kind', invalid(['destinations[0].product_destination_id', 'INVALID_CONVERSION_ACTION_TYPE']), { is: 'configuration', setting: 'action_type' }],
    ['an account that is not on the list', invalid(['destinations[0]', 'NOT_ALLOWLISTED']), { is: 'configuration', setting: 'action_type' }],
    ['terms that nobody agreed to', invalid(['events.events[0].user_data', 'DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED']), { is: 'configuration' }],
    ['an action made only now', invalid(['destinations[0]', 'CONVERSION_ACTION_TOO_RECENTLY_CREATED']), { is: 'throttled', retryAfterMs: 21_600_000 }],

    ['an unknown currency', invalid(['events.events[0].currency', 'INVALID_CURRENCY_CODE']), { is: 'permanent', code: 'google_ads_invalid_currency_code', field: 'currency' }],
    ['the other way to name a field', invalid(['events[0].event_timestamp', 'EVENT_TIME_INVALID']), { is: 'permanent', code: 'google_ads_event_time_invalid', field: 'event_timestamp' }],
    ['a fault nobody has heard of', invalid(['events.events[0].x', 'NEWLY_INVENTED']), { is: 'permanent', message: 'Google refused the conversion (NEWLY_INVENTED).' }],
    ['a fault without a place', invalid(), { is: 'permanent', code: 'google_ads_invalid_argument' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readIngested(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  const kinds = (response: HttpResponse, events: number) => readIngested(response, Array.from({ length: events })).map((outcome) => ('code' in outcome ? outcome.code : outcome.is));

  it('refuses those it names, and gives the others back to be sent without them', () =>
    expect(kinds(invalid(['events.events[1].user_data.user_identifiers[0]', 'INVALID_HEX_ENCODING'], ['events.events[1].currency', 'INVALID_CURRENCY_CODE'], ['events.events[3].currency', 'INVALID_CURRENCY_CODE']), 4)).toEqual([
      BATCH_REFUSED,
      'google_ads_invalid_hex_encoding',
      BATCH_REFUSED,
      'google_ads_invalid_currency_code',
    ]));

  it.each<[string, HttpResponse]>([
    ['it names none', invalid()],
    ['it names one that was not there', invalid(['events.events[7].currency', 'INVALID_CURRENCY_CODE'])],
  ])('gives all back to be halved when %s', (_, response) => expect(kinds(response, 2)).toEqual([BATCH_REFUSED, BATCH_REFUSED]));

  it('does not halve for what is the account’s', () => expect(kinds(invalid(['destinations[0].product_destination_id', 'INVALID_CONVERSION_ACTION_ID']), 2)).toEqual(Array(2).fill('google_ads_invalid_conversion_action_id')));
});

/** @param counts by reason, as `INVALID_GCLID` or the one of Google's that lacks a part of the prefix */
function status(requestStatus: string, records?: number, counts: Readonly<Record<string, number>> = {}): HttpResponse {
  const errorCounts = Object.entries(counts).map(([reason, count]) => ({ recordCount: String(count), reason: `PROCESSING_ERROR_REASON_${reason}` }));
  return answer(200, {
    requestStatusPerDestination: [
      {
        destination: { productDestinationId: '111' },
        requestStatus,
        ...(records !== undefined && { eventsIngestionStatus: { recordCount: String(records) } }),
        ...(errorCounts.length > 0 && { errorInfo: { errorCounts } }),
      },
    ],
  });
}

describe('what became of the conversions of a request', () => {
  const asked = 4;
  const NOT_YET = { is: 'accepted', vendorRef: 'r', checkAfterMs: 1_800_000 };

  it.each<[string, HttpResponse, object]>([
    ['all counted', status('SUCCESS', 4), { is: 'delivered', vendorRef: 'r' }],
    ['not known yet', status('PROCESSING', 4), NOT_YET],
    ['nobody knows', status('REQUEST_STATUS_UNKNOWN'), NOT_YET],
    ['nothing said', answer(200, {}), NOT_YET],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, NOT_YET],

    ['counted before', status('FAILED', 4, { DUPLICATE_TRANSACTION_ID: 3, DUPLICATE_GCLID: 1 }), { is: 'delivered' }],
    ['some without a click to them', status('PARTIAL_SUCCESS', 4, { CLICK_NOT_FOUND: 2 }), { is: 'delivered' }],

    ['some of clicks too recent', status('PARTIAL_SUCCESS', 4, { TOO_RECENT_CLICK: 1 }), { is: 'throttled', code: 'google_ads_too_recent_click', retryAfterMs: 21_600_000 }],
    ['some failed at Google', status('PARTIAL_SUCCESS', 4, { INTERNAL_ERROR: 1, DUPLICATE_GCLID: 1 }), { is: 'throttled', code: 'google_ads_internal_error', retryAfterMs: 3_600_000 }],

    ['all lost for one reason', status('FAILED', 4, { EVENT_TOO_OLD: 4 }), { is: 'permanent', code: 'google_ads_event_too_old', message: 'The conversion is older than Google accepts.' }],
    ['all lost for several', status('FAILED', 4, { EVENT_TOO_OLD: 3, INVALID_GCLID: 1 }), { is: 'permanent', code: 'google_ads_not_counted', message: 'Google counted none of the conversions sent together: 3 × EVENT_TOO_OLD, 1 × INVALID_GCLID.' }],
    ['lost for a new reason', status('FAILED', 4, { NEWLY_INVENTED: 4 }), { is: 'permanent', message: 'Google did not count the conversion (NEWLY_INVENTED).' }],

    ['one lost, nobody says which', status('PARTIAL_SUCCESS', 4, { INVALID_GCLID: 1 }), { is: 'transient', code: BATCH_REFUSED }],
    ['one lost, the others known', status('FAILED', 4, { INVALID_GCLID: 1, DUPLICATE_TRANSACTION_ID: 3 }), { is: 'transient', code: BATCH_REFUSED }],
    ['one lost, the others too recent', status('FAILED', 4, { INVALID_GCLID: 1, TOO_RECENT_CLICK: 3 }), { is: 'transient', code: BATCH_REFUSED }],
    ['all asked about lost, of more in the request', status('PARTIAL_SUCCESS', 9, { INVALID_GCLID: 4 }), { is: 'transient', code: BATCH_REFUSED }],
    ['failed without reasons', status('FAILED', 4), { is: 'transient', code: BATCH_REFUSED }],
    ['partly without numbers', status('PARTIAL_SUCCESS'), { is: 'transient', code: BATCH_REFUSED }],

    ['a quota for questions', refusal(429, perProject('StatusRequestsPerDayPerProject')), { ...NOT_YET, checkAfterMs: 3_600_000 }],
    ['an ill Google', refusal(503), NOT_YET],
    ['an id it does not know', refusal(400, { reason: 'INVALID_REQUEST_ID' }), NOT_YET],
    ['a token that is over', refusal(401), { is: 'configuration', setting: 'access_token' }],
  ])('%s', (_, response, outcome) => expect(readStatus(response, 'r', asked)).toMatchObject(outcome));

  it.each<[string, HttpResponse, object]>([
    ['counted before', status('FAILED', 1, { DUPLICATE_TRANSACTION_ID: 1 }), { is: 'delivered' }],
    ['lost', status('FAILED', 1, { OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER: 1 }), { is: 'permanent', message: 'The click belongs to another Google Ads account.' }],
    ['lost without a reason', status('FAILED', 1), { is: 'permanent', code: 'google_ads_not_counted' }],
    ['lost, by a number that is missing', status('FAILED', undefined, { INVALID_GCLID: 1 }), { is: 'permanent', code: 'google_ads_invalid_gclid' }],
  ])('alone: %s', (_, response, outcome) => expect(readStatus(response, 'r', 1)).toMatchObject(outcome));

  it('knows the reason that Google’s list spells in its own way', () => {
    const errorCounts = [{ recordCount: '1', reason: 'PROCESSING_ERROR_OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER' }];
    const response = answer(200, { requestStatusPerDestination: [{ requestStatus: 'FAILED', errorInfo: { errorCounts } }] });
    expect(readStatus(response, 'r', 1)).toMatchObject({ message: 'The click belongs to another Google Ads account.' });
  });
});
