/** What to do about an error; `message` is what the owner reads. Meta's own text is not passed on: it may quote an event. */
export type Verdict =
  | { readonly is: 'transient' | 'throttled' }
  | { readonly is: 'configuration'; readonly message: string; readonly setting?: string }
  | { readonly is: 'permanent'; readonly message: string; readonly field?: string };

const ILL: Verdict = { is: 'transient' };
const LIMIT: Verdict = { is: 'throttled' };
const TOKEN: Verdict = {
  is: 'configuration',
  message: 'Meta no longer accepts the access token. Generate a new one in Events Manager.',
  setting: 'access_token',
};
const PERMISSION: Verdict = {
  is: 'configuration',
  message: 'The access token has no permission for this dataset.',
  setting: 'access_token',
};

/**
 * By `error.code` (developers.facebook.com/docs/graph-api/guides/error-handling and …/docs/marketing-api/error-reference).
 * A code that is not here is the event's fault.
 */
export const ERRORS: Readonly<Record<number, Verdict>> = {
  1: ILL,
  2: ILL,
  341: ILL,
  5000: ILL,
  21009: ILL,
  4: LIMIT,
  17: LIMIT,
  32: LIMIT,
  613: LIMIT,
  80003: LIMIT,
  80004: LIMIT,
  102: TOKEN,
  190: TOKEN,
  3: PERMISSION,
  10: PERMISSION,
  200: PERMISSION,
  294: PERMISSION,
  368: { is: 'configuration', message: 'Meta has blocked the account for a breach of its policies. See Business Support Home.' },
  105: { is: 'permanent', message: 'Meta finds too many parameters in the event.' },
};

/** By code and `error.error_subcode`, where the subcode says more. */
export const SUBCODES: Readonly<Record<string, Verdict>> = {
  '100/33': {
    is: 'configuration',
    message: 'Meta knows no such dataset, or the access token may not use it.',
    setting: 'pixel_id',
  },
  '100/2804003': { is: 'permanent', message: 'The event is older than the seven days Meta accepts.', field: 'event_time' },
};
