import type { HttpResponse } from '@warp/plugin-sdk';

/** An error in the form common to Google's APIs (google.aip.dev/193), reduced to its words: the sentences may quote an event. */
export interface GoogleError {
  /** From the most particular to the most general, such as `INVALID_CURRENCY_CODE`, `INVALID_ARGUMENT`. */
  readonly reasons: readonly string[];
  /** Data Manager API: which fields were wrong. */
  readonly violations: readonly Violation[];
  /** Google Ads API: what was wrong with which conversion. */
  readonly failures: readonly Failure[];
  /** Name of the exhausted quota, such as `IngestRequestsPerDayPerProject`. */
  readonly quotaLimit: string | undefined;
  readonly retryDelayMs: number | undefined;
}

export interface Violation {
  readonly field: string;
  readonly reason: string;
}

export interface Failure {
  readonly reason: string;
  /** Place in `conversions`; undefined: all of them. */
  readonly index: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** @param status a `google.rpc.Status`, as errors and the partial failure of an upload carry it */
export function readGoogleError(status: unknown): GoogleError {
  const details = listOf(fieldsOf(status)['details']).map(fieldsOf);
  const violations = details.flatMap((detail) => listOf(detail['fieldViolations']).map(fieldsOf)).map(violationOf);
  const errors = details.flatMap((detail) => listOf(detail['errors']).map(fieldsOf));
  const failures = errors.map(failureOf);
  const reasons = [...violations.map(({ reason }) => reason), ...failures.map(({ reason }) => reason), ...details.map(({ reason }) => wordOf(reason)), wordOf(fieldsOf(status)['status'])];
  const delays = [...details, ...errors.map((error) => fieldsOf(fieldsOf(error['details'])['quotaErrorDetails']))].map(({ retryDelay }) => durationMs(retryDelay));
  return {
    reasons: reasons.filter((reason) => reason !== ''),
    violations,
    failures,
    quotaLimit: details.map((detail) => fieldsOf(detail['metadata'])['quota_limit']).find((limit) => typeof limit === 'string'),
    retryDelayMs: delays.find((delay) => delay !== undefined),
  };
}

/** The error of an answer; without one, a page of something in front of Google, nothing is known. */
export const errorOf = ({ body }: HttpResponse): GoogleError => readGoogleError(fieldsOf(parse(body))['error']);

export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const violationOf = ({ field, reason }: Fields): Violation => ({ field: typeof field === 'string' ? field : '', reason: wordOf(reason) });

/** `errorCode` is an object with one key, the kind of error; the word is its value. */
function failureOf({ errorCode, location }: Fields): Failure {
  const place = listOf(fieldsOf(location)['fieldPathElements']).map(fieldsOf).find(({ fieldName }) => fieldName === 'conversions');
  return { reason: wordOf(Object.values(fieldsOf(errorCode))[0]), index: place && Number(place['index'] ?? 0) };
}

const wordOf = (value: unknown): string => (typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,99}$/.test(value) ? value : '');

/** `30s`, as JSON writes a duration. */
const durationMs = (value: unknown): number | undefined => (typeof value === 'string' && /^\d+(\.\d+)?s$/.test(value) ? parseFloat(value) * 1000 : undefined);
