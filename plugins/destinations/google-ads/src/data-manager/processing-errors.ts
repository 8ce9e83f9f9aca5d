import { HOUR_MS, SETTLING_MS, type Verdict } from '../verdict.js';

const lost = (message: string): Verdict => ({ is: 'permanent', message });

const OTHER_ACCOUNT = lost('The click belongs to another Google Ads account.');

/**
 * What became of conversions that were taken, by reason without its prefix (`ProcessingErrorReason` of
 * …/reference/rest/v1/requestStatus/retrieve). A reason that is not here means that the conversion was not counted.
 */
export const PROCESSING_ERRORS: Readonly<Record<string, Verdict>> = {
  DUPLICATE_TRANSACTION_ID: { is: 'settled' },
  DUPLICATE_GCLID: { is: 'settled' },
  // Whoever did not come by an advertisement has no click: “you can safely ignore this” (ConversionUploadError, CLICK_NOT_FOUND).
  CLICK_NOT_FOUND: { is: 'settled' },

  TOO_RECENT_CLICK: { is: 'later', message: 'The click is too recent for Google. The conversion is sent again in six hours.', afterMs: SETTLING_MS },
  DESTINATION_TOO_RECENTLY_CREATED: {
    is: 'later',
    message: 'The conversion action was created only now. The conversion is sent again in six hours.',
    afterMs: SETTLING_MS,
  },
  INTERNAL_ERROR: { is: 'later', message: 'Google failed on the conversion. It is sent again in an hour.', afterMs: HOUR_MS },

  EVENT_TOO_OLD: lost('The conversion is older than Google accepts.'),
  CONVERSION_PRECEDES_CLICK: lost('The conversion happened before its click.'),
  INVALID_GCLID: lost('Google cannot read the click ID (gclid).'),
  INVALID_GBRAID: lost('Google cannot read the click ID (gbraid).'),
  INVALID_WBRAID: lost('Google cannot read the click ID (wbraid).'),
  INVALID_CLICK: lost('The click did not come from a Google Ads campaign.'),
  OPERATING_ACCOUNT_MISMATCH_FOR_AD_IDENTIFIER: OTHER_ACCOUNT,
  INVALID_OPERATING_ACCOUNT_FOR_CLICK: OTHER_ACCOUNT,
  ONE_PER_CLICK_CONVERSION_ACTION_NOT_PERMITTED_WITH_BRAID: lost('A conversion action that counts one per click takes no gbraid or wbraid. Set it to count every conversion.'),
  DENIED_CONSENT: lost('Consent is denied, by the visitor or by the default of the Google Ads account.'),
  NO_CONSENT: lost('The Google Ads account has not agreed to share data with Google’s services.'),
  UNKNOWN_CONSENT: lost('Google could not tell whether the visitor agreed. Set a default in the Google Ads account.'),
  DESTINATION_ACCOUNT_ENHANCED_CONVERSIONS_TERMS_NOT_SIGNED: lost('The Google Ads account has not agreed to the customer data terms. Accept them, then replay.'),
};

/** `PROCESSING_ERROR_REASON_X`, and once, in Google's list, `PROCESSING_ERROR_X`. */
export const processingReason = (reason: unknown): string => (typeof reason === 'string' ? reason.replace(/^PROCESSING_ERROR_(REASON_)?/, '').replace(/[^A-Z0-9_]/g, '') : '');
