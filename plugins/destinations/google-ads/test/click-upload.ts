import { type Fields, type GoogleAdsAccount, type GoogleAdsRefused, isFields, isText, matches } from './rules.js';
import type { VendorAnswer, VendorRequest } from '@warp/plugin-sdk/testing';

const CONVERSION = `gclid gbraid wbraid conversionAction conversionDateTime orderId conversionEnvironment userIdentifiers consent
  conversionValue currencyCode cartData customVariables`.split(/\s+/);

interface Failure {
  readonly index: number;
  readonly error: string;
}

type Count = (transactionId: string, action: string, conversion: Fields) => string | undefined;

/** What the older upload calls the findings that the Data Manager API reports later. */
const OLDER_NAMES: Readonly<Record<string, string>> = {
  DUPLICATE_TRANSACTION_ID: 'ORDER_ID_ALREADY_IN_USE',
  TOO_RECENT_CLICK: 'TOO_RECENT_EVENT',
  INVALID_GCLID: 'UNPARSEABLE_GCLID',
};

/**
 * The older upload, its rules written from developers.google.com/google-ads/api/reference/rpc/v26/{UploadClickConversionsRequest,
 * ClickConversion,ConversionUploadErrorEnum}: 200 with what was not taken by its place in the request.
 */
export function uploadClickConversions(
  { path, headers, body }: Pick<VendorRequest, 'path' | 'headers' | 'body'>,
  { customerId, developerToken, actions }: GoogleAdsAccount,
  count: Count,
  refused: GoogleAdsRefused[],
): VendorAnswer {
  if (headers['developer-token'] === undefined) return failed(401, 'UNAUTHENTICATED', { authenticationError: 'DEVELOPER_TOKEN_PARAMETER_MISSING' });
  if (developerToken === undefined) return failed(403, 'PERMISSION_DENIED', { authorizationError: 'CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE' });
  if (headers['developer-token'] !== developerToken) return failed(403, 'PERMISSION_DENIED', { authorizationError: 'DEVELOPER_TOKEN_NOT_APPROVED' });
  if (!matches(headers['login-customer-id'] ?? '0', /^\d+$/)) return failed(400, 'INVALID_ARGUMENT', { headerError: 'INVALID_LOGIN_CUSTOMER_ID' });
  if (path !== `/v26/customers/${customerId}:uploadClickConversions`) return failed(403, 'PERMISSION_DENIED', { authorizationError: 'USER_PERMISSION_DENIED' });
  const { conversions, partialFailure, validateOnly } = JSON.parse(body) as Fields;
  if (partialFailure !== true) return failed(400, 'INVALID_ARGUMENT', { partialFailureError: 'PARTIAL_FAILURE_MODE_REQUIRED' });
  if (!Array.isArray(conversions) || conversions.length === 0) return failed(400, 'INVALID_ARGUMENT', { fieldError: 'REQUIRED' });
  if (conversions.length > 2_000) return failed(400, 'INVALID_ARGUMENT', { conversionUploadError: 'TOO_MANY_CONVERSIONS_IN_REQUEST' });

  const failures: Failure[] = [];
  const results = (conversions as readonly Fields[]).map((conversion, index) => {
    const action = new RegExp(`^customers/${customerId}/conversionActions/(\\d+)$`).exec(String(conversion['conversionAction']))?.[1];
    const fault = actions[action ?? ''] === 'UPLOAD_CLICKS' ? faultOf(conversion) : 'NO_CONVERSION_ACTION_FOUND';
    const transactionId = String(conversion['orderId']);
    if (fault !== undefined) refused.push({ transactionId, reason: fault });
    // A request that is only checked counts nothing.
    const verdict = fault ?? (validateOnly === true ? undefined : count(transactionId, action!, conversion));
    if (verdict === undefined) return conversion;
    failures.push({ index, error: OLDER_NAMES[verdict] ?? verdict });
    return {};
  });
  return { status: 200, body: { results, jobId: '9007199254740993', ...(failures.length > 0 && { partialFailureError: partial(failures) }) } };
}

function faultOf(conversion: Fields): string | undefined {
  const { gclid, gbraid, wbraid, userIdentifiers = [], consent = {}, conversionDateTime, conversionValue = 0, currencyCode = 'EUR' } = conversion;
  const clicks = [gclid, gbraid, wbraid].filter((id) => id !== undefined);
  if (Object.keys(conversion).some((key) => !CONVERSION.includes(key))) return 'UNKNOWN_FIELD';
  if (clicks.length > 1 || !clicks.every(isText)) return 'VALUE_MUST_BE_UNSET';
  if (!Array.isArray(userIdentifiers) || userIdentifiers.length > 5 || !(userIdentifiers as readonly unknown[]).every(isIdentifier)) return 'INVALID_USER_IDENTIFIER';
  if (clicks.length === 0 && userIdentifiers.length === 0) return 'REQUIRED';
  if (!matches(conversionDateTime, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d$/)) return 'INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET';
  if (Date.parse(String(conversionDateTime).replace(' ', 'T')) > Date.now() + 1_000) return 'LATER_THAN_MAXIMUM_DATE';
  if (typeof conversionValue !== 'number' || !matches(currencyCode, /^[A-Z]{3}$/)) return 'INVALID_VALUE';
  return isFields(consent) && Object.values(consent).every((word) => word === 'GRANTED' || word === 'DENIED') ? undefined : 'INVALID_VALUE';
}

/** “Only hashed_email and hashed_phone_number are supported for conversion uploads.” */
const isIdentifier = (one: unknown): boolean =>
  isFields(one) && Object.keys(one).length === 1 && matches(one['hashedEmail'] ?? one['hashedPhoneNumber'], /^[0-9a-f]{64}$/);

const googleAdsFailure = (errors: readonly object[]) => [{ '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure', errors }];

const partial = (failures: readonly Failure[]) => ({
  code: 3,
  message: 'Some conversions were not taken.',
  details: googleAdsFailure(
    failures.map(({ index, error }) => ({ errorCode: { conversionUploadError: error }, message: error, location: { fieldPathElements: [{ fieldName: 'conversions', index }] } })),
  ),
});

const failed = (code: number, status: string, errorCode: object): VendorAnswer => ({
  status: code,
  body: { error: { code, message: 'The request failed.', status, details: googleAdsFailure([{ errorCode, message: 'As Google puts it.' }]) } },
});
