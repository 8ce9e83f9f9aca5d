import type { Outcome } from '@warp/plugin-sdk';

/** What one of Google's reasons means for a conversion; `message` is what the owner reads. Google's own texts may quote an event. */
export type Verdict =
  /** Counted, or nothing anybody could mend: Google looked at it and has what it needs. */
  | { readonly is: 'settled' }
  | { readonly is: 'ill' }
  /** Right, but not yet. */
  | { readonly is: 'later'; readonly message: string; readonly afterMs: number }
  | { readonly is: 'configuration'; readonly message: string; readonly setting?: string }
  | { readonly is: 'permanent'; readonly message: string };

export const HOUR_MS = 3_600_000;

/** “The click … occurred less than 6 hours ago. Retry after 6 hours have passed” (ConversionUploadError); the same for an action just made. */
export const SETTLING_MS = 6 * HOUR_MS;

/** Waiting costs no tries, however long it lasts. */
export function outcomeOf(reason: string, verdict: Verdict, field?: string): Outcome {
  const code = codeOf(reason);
  switch (verdict.is) {
    case 'settled':
      return { is: 'delivered' };
    case 'ill':
      return { is: 'transient', code, message: 'Google is not well at the moment.' };
    case 'later':
      return { is: 'throttled', code, message: verdict.message, retryAfterMs: verdict.afterMs };
    case 'configuration':
      return { is: 'configuration', code, message: verdict.message, ...(verdict.setting && { setting: verdict.setting }) };
    case 'permanent':
      return { is: 'permanent', code, message: verdict.message, ...(field && { field }) };
  }
}

export const codeOf = (reason: string): string => `google_ads_${reason.toLowerCase()}`;

/** A row of one of the tables; undefined: a reason that is not in it. */
export const verdictOn = (table: Readonly<Record<string, Verdict>>, reason: string): Verdict | undefined =>
  Object.hasOwn(table, reason) ? table[reason] : undefined;

/** Both APIs refuse user data until then. */
export const TERMS: Verdict = {
  is: 'configuration',
  message: 'The Google Ads account has not agreed to the customer data terms. Accept them under Goals › Conversions › Settings.',
};
