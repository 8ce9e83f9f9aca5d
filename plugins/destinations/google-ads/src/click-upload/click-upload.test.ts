import { describe, expect, it } from '@jest/globals';
import { BATCH_REFUSED, type HttpResponse } from '@warp/plugin-sdk';
import { readUploaded } from './read.js';

const answer = (status: number, body: unknown): HttpResponse => ({ status, headers: {}, body: JSON.stringify(body) });

const details = (errors: readonly object[]) => [{ '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure', errors, requestId: 'R' }];

const errorAt = (index: number | undefined, errorCode: object) => ({
  errorCode,
  message: 'About ada@example.com.',
  ...(index !== undefined && { location: { fieldPathElements: [{ fieldName: 'conversions', index }, { fieldName: 'gclid' }] } }),
});

const partly = (...errors: readonly object[]): HttpResponse => answer(200, { partialFailureError: { code: 3, message: 'Some.', details: details(errors) }, results: [{}], jobId: '9' });

const failed = (code: number, status: string, errorCode: object): HttpResponse => answer(code, { error: { code, message: 'About ada@example.com.', status, details: details([errorAt(undefined, errorCode)]) } });

describe('an answer of the older upload', () => {
  it.each<[string, HttpResponse, object]>([
    ['taken', answer(200, { results: [{ gclid: 'g' }], jobId: '9' }), { is: 'delivered', vendorRef: '9' }],
    ['a page instead of an answer', { status: 200, headers: {}, body: '<html>' }, { is: 'transient', code: 'google_ads_unreadable' }],
    ['a click of the last six hours', partly(errorAt(0, { conversionUploadError: 'TOO_RECENT_EVENT' })), { is: 'throttled', retryAfterMs: 21_600_000 }],
    ['an action made only now', partly(errorAt(0, { conversionUploadError: 'TOO_RECENT_CONVERSION_ACTION' })), { is: 'throttled', retryAfterMs: 21_600_000 }],
    ['known by its click', partly(errorAt(0, { conversionUploadError: 'CLICK_CONVERSION_ALREADY_EXISTS' })), { is: 'delivered' }],
    ['known by its order', partly(errorAt(0, { conversionUploadError: 'ORDER_ID_ALREADY_IN_USE' })), { is: 'delivered' }],
    ['nobody’s click', partly(errorAt(0, { conversionUploadError: 'CLICK_NOT_FOUND' })), { is: 'delivered' }],
    ['too old', partly(errorAt(0, { conversionUploadError: 'EXPIRED_EVENT' })), { is: 'permanent', code: 'google_ads_expired_event' }],
    ['a spoilt click id', partly(errorAt(0, { conversionUploadError: 'UNPARSEABLE_GCLID' })), { is: 'permanent', message: 'Google cannot read the click ID (gclid).' }],
    ['a fault nobody has heard of', partly(errorAt(0, { fieldError: 'NEWLY_INVENTED' })), { is: 'permanent', message: 'Google refused the conversion (NEWLY_INVENTED).' }],
    ['an unknown action', partly(errorAt(0, { conversionUploadError: 'NO_CONVERSION_ACTION_FOUND' })), { is: 'configuration', setting: 'conversion_actions' }],
    ['terms that nobody agreed to', partly(errorAt(0, { conversionUploadError: 'CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS' })), { is: 'configuration' }],
    ['a newcomer', partly(errorAt(undefined, { notAllowlistedError: 'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE' })), { is: 'configuration', setting: 'api' }],
    ['a newcomer, refused at the door', failed(403, 'PERMISSION_DENIED', { authorizationError: 'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE' }), { is: 'configuration', setting: 'api' }],
    ['a developer token for tests', failed(403, 'PERMISSION_DENIED', { authorizationError: 'DEVELOPER_TOKEN_NOT_APPROVED' }), { is: 'configuration', setting: 'developer_token' }],
    ['an account out of reach', failed(403, 'PERMISSION_DENIED', { authorizationError: 'USER_PERMISSION_DENIED' }), { is: 'configuration', setting: 'customer_id' }],
    ['a token that is over', failed(401, 'UNAUTHENTICATED', { authenticationError: 'OAUTH_TOKEN_EXPIRED' }), { is: 'configuration', setting: 'access_token' }],
    ['too many calls', failed(429, 'RESOURCE_EXHAUSTED', { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' }), { is: 'throttled', retryAfterMs: 60_000 }],
    ['a quota used up', failed(429, 'RESOURCE_EXHAUSTED', { quotaError: 'RESOURCE_EXHAUSTED' }), { is: 'throttled', retryAfterMs: 3_600_000 }],
    ['ill', failed(500, 'INTERNAL', { internalError: 'INTERNAL_ERROR' }), { is: 'transient' }],
    ['a malformed request', failed(400, 'INVALID_ARGUMENT', { requestError: 'INVALID_INPUT' }), { is: 'permanent', code: 'google_ads_invalid_input' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readUploaded(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('ada@example.com');
  });

  it('is told for each conversion by its place', () => {
    const response = partly(errorAt(1, { conversionUploadError: 'UNPARSEABLE_GCLID' }), errorAt(2, { conversionUploadError: 'TOO_RECENT_EVENT' }));
    expect(readUploaded(response, [1, 2, 3]).map(({ is }) => is)).toEqual(['delivered', 'permanent', 'throttled']);
  });

  it('gives a request it cannot read back to be halved', () =>
    expect(readUploaded(failed(400, 'INVALID_ARGUMENT', { requestError: 'INVALID_INPUT' }), [1, 2])).toMatchObject([{ code: BATCH_REFUSED }, { code: BATCH_REFUSED }]));
});
