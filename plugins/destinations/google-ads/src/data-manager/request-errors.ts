import { SETTLING_MS, TERMS, type Verdict } from '../verdict.js';

const ACCOUNT: Verdict = {
  is: 'configuration',
  message: 'Google does not know the account by these IDs. Check the customer ID and the manager account.',
  setting: 'customer_id',
};

const ACTION: Verdict = {
  is: 'configuration',
  message: 'The Google Ads account has no such conversion action.',
  setting: 'conversion_actions',
};

const ACTION_TYPE: Verdict = {
  is: 'configuration',
  message: 'The conversion action is of another kind than the setting says.',
  setting: 'action_type',
};

const refused = (message: string): Verdict => ({ is: 'permanent', message });

/**
 * Why a request was refused at once (…/reference/rest/v1/ErrorReason). A reason that is not here is the conversion's own fault.
 */
export const REQUEST_ERRORS: Readonly<Record<string, Verdict>> = {
  INTERNAL_ERROR: { is: 'ill' },
  DEADLINE_EXCEEDED: { is: 'ill' },
  CONVERSION_ACTION_TOO_RECENTLY_CREATED: {
    is: 'later',
    message: 'The conversion action was created only now. The conversion is sent again in six hours.',
    afterMs: SETTLING_MS,
  },

  NOT_FOUND: ACCOUNT,
  INVALID_DESTINATION: ACCOUNT,
  DESTINATION_ACCOUNT_TYPE_MISMATCH: ACCOUNT,
  OPERATING_ACCOUNT_LOGIN_ACCOUNT_MISMATCH: ACCOUNT,
  INVALID_CONVERSION_ACTION_ID: ACTION,
  INVALID_CONVERSION_ACTION_TYPE: ACTION_TYPE,
  EVENT_SOURCE_AND_DESTINATION_MISMATCH: ACTION_TYPE,
  NOT_ALLOWLISTED: {
    is: 'configuration',
    message: 'Google takes additions to conversions of the tag from chosen accounts only. Use an action imported from clicks.',
    setting: 'action_type',
  },
  TERMS_AND_CONDITIONS_NOT_SIGNED: TERMS,
  DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED: TERMS,
  DESTINATION_ACCOUNT_NOT_ENABLED_ENHANCED_CONVERSIONS_FOR_LEADS: {
    is: 'configuration',
    message: 'Enhanced conversions for leads are switched off in the Google Ads account. Switch them on under Goals › Conversions › Settings.',
  },
  DESTINATION_ACCOUNT_DATA_POLICY_PROHIBITS_ENHANCED_CONVERSIONS: {
    is: 'configuration',
    message: 'Google’s customer data policies keep this account from enhanced conversions. Ask Google about it.',
  },

  NO_IDENTIFIERS_PROVIDED: refused('Google finds nothing in the conversion to go by.'),
  INVALID_AD_IDENTIFIER_FOR_ACCOUNT: refused('The click belongs to another Google Ads account.'),
  EVENT_TIME_INVALID: refused('Google does not take a conversion of that time.'),
  INVALID_CURRENCY_CODE: refused('Google does not know the currency.'),
  INVALID_POSTAL_CODE: refused('Google does not know the postal code.'),
  INVALID_COUNTRY_CODE: refused('Google does not know the country code.'),
};
