import type { Outcome } from '@warp/contracts';
import type { HttpResponse } from './http.js';

/** Waited when a vendor throttles without saying for how long. */
const DEFAULT_WAIT_MS = 30_000;

/**
 * The default reader: one verdict by the status for every item.
 * 2xx delivered; 408, 425 and 5xx transient; 429 throttled; 401 and 403 configuration; other 4xx permanent.
 */
export function readByStatus(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const outcome = outcomeOfStatus(response);
  return batch.map(() => outcome);
}

export function outcomeOfStatus(response: HttpResponse): Outcome {
  const { status } = response;
  const code = `http_${status}`;
  if (status >= 200 && status < 300) return { is: 'delivered' };
  if (status === 429) return { is: 'throttled', code, message: 'The platform asks to slow down.', retryAfterMs: retryAfterMs(response) };
  if (status === 408 || status === 425 || status >= 500)
    return { is: 'transient', code, message: `The platform answered with status ${status}.` };
  if (status === 401 || status === 403) return { is: 'configuration', code, message: 'The platform refused the credentials.' };
  return { is: 'permanent', code, message: `The platform refused the request with status ${status}.` };
}

/**
 * How long `Retry-After` asks to wait, in ms (RFC 9110, 10.2.3): seconds, or a date, which is read against the answer's
 * own `Date` so that no clock is needed here.
 */
export function retryAfterMs({ headers }: HttpResponse): number {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return DEFAULT_WAIT_MS;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? DEFAULT_WAIT_MS : Math.max(0, wait);
}
