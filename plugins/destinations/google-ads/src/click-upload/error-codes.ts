import { HOUR_MS, SETTLING_MS, TERMS, type Verdict } from '../verdict.js';

const KNOWN: Verdict = { is: 'settled' };

const later = (message: string): Verdict => ({ is: 'later', message, afterMs: SETTLING_MS });

const refused = (message: string): Verdict => ({ is: 'permanent', message });

const TOKEN: Verdict = {
  is: 'configuration',
  message: 'Google does not accept the developer token for this account. See the API Center of the manager account.',
  setting: 'developer_token',
};

const ACTION: Verdict = {
  is: 'configuration',
  message: 'The Google Ads account has no such conversion action imported from clicks.',
  setting: 'conversion_actions',
};

const CUSTOMER: Verdict = {
  is: 'configuration',
  message: 'The Google Ads account is not active or Google does not know it. Check the customer ID.',
  setting: 'customer_id',
};

const OTHER_ACCOUNT = refused('The click belongs to another Google Ads account.');

/**
 * Errors of the older upload (developers.google.com/google-ads/api/reference/rpc/v26/ConversionUploadErrorEnum and its neighbours).
 * A code that is not here is the conversion's own fault.
 */
export const ERRORS: Readonly<Record<string, Verdict>> = {
  CUSTOMER_NOT_ALLOWLISTED_FOR_THIS_FEATURE: {
    is: 'configuration',
    message: 'Google takes the older upload only from who used it before June 2026. Choose the Data Manager API.',
    setting: 'api',
  },
  DEVELOPER_TOKEN_NOT_APPROVED: TOKEN,
  DEVELOPER_TOKEN_PROHIBITED: TOKEN,
  DEVELOPER_TOKEN_INVALID: TOKEN,
  DEVELOPER_TOKEN_PARAMETER_MISSING: TOKEN,
  CUSTOMER_NOT_ENABLED: CUSTOMER,
  CUSTOMER_NOT_FOUND: CUSTOMER,
  NO_CONVERSION_ACTION_FOUND: ACTION,
  INVALID_CONVERSION_ACTION: ACTION,
  INVALID_CONVERSION_ACTION_TYPE: ACTION,
  CUSTOMER_NOT_ACCEPTED_CUSTOMER_DATA_TERMS: TERMS,
  CUSTOMER_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS: {
    is: 'configuration',
    message: 'Enhanced conversions for leads are switched off in the Google Ads account. Switch them on under Goals › Conversions › Settings.',
  },

  TRANSIENT_ERROR: { is: 'ill' },
  INTERNAL_ERROR: { is: 'ill' },
  DEADLINE_EXCEEDED: { is: 'ill' },
  RESOURCE_TEMPORARILY_EXHAUSTED: { is: 'later', message: 'Google asks to slow down.', afterMs: 60_000 },
  RESOURCE_EXHAUSTED: { is: 'later', message: 'The quota of the developer token is used up.', afterMs: HOUR_MS },
  TOO_RECENT_EVENT: later('The click is too recent for Google. The conversion is sent again in six hours.'),
  TOO_RECENT_CONVERSION_ACTION: later('The conversion action was created only now. The conversion is sent again in six hours.'),

  CLICK_CONVERSION_ALREADY_EXISTS: KNOWN,
  ORDER_ID_ALREADY_IN_USE: KNOWN,
  DUPLICATE_ORDER_ID: KNOWN,
  DUPLICATE_CLICK_CONVERSION_IN_REQUEST: KNOWN,
  // “You can safely ignore this”: whoever did not come by an advertisement has no click.
  CLICK_NOT_FOUND: KNOWN,

  EXPIRED_EVENT: refused('The click is older than the conversion action’s window.'),
  CONVERSION_PRECEDES_EVENT: refused('The conversion happened before its click.'),
  UNPARSEABLE_GCLID: refused('Google cannot read the click ID (gclid).'),
  UNPARSEABLE_GBRAID: refused('Google cannot read the click ID (gbraid).'),
  UNPARSEABLE_WBRAID: refused('Google cannot read the click ID (wbraid).'),
  EVENT_NOT_FOUND: refused('The click did not come from a Google Ads campaign.'),
  INVALID_CUSTOMER_FOR_CLICK: OTHER_ACCOUNT,
  UNAUTHORIZED_CUSTOMER: OTHER_ACCOUNT,
  INVALID_USER_IDENTIFIER: refused('Google finds a contact detail malformed.'),
  ORDER_ID_CONTAINS_PII: refused('The transaction ID looks like a contact detail.'),
  ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID: refused('A conversion action that counts one per click takes no gbraid or wbraid. Set it to count every conversion.'),
};
