import { outcomeOfStatus, retryAfterMs, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { ERRORS, SUBCODES } from './error-codes.js';

/** Meta names no time to wait; its limits are counted by the hour. */
const LONG_WAIT_MS = 5 * 60_000;

interface GraphError {
  readonly code?: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
}

interface Answer {
  readonly events_received?: number;
  readonly fbtrace_id?: string;
  readonly error?: GraphError | string;
}

/**
 * One outcome per event. A request is taken or refused whole and the answer does not say which event was at fault: a refused
 * batch is returned as `batch_refused` for the host to halve, a refused event on its own is permanent.
 */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const outcome = outcomeOfAnswer(response, batch.length);
  const isEventsFault = outcome.is === 'permanent';
  return batch.map(() => (isEventsFault && batch.length > 1 ? REFUSED : outcome));
}

const REFUSED: Outcome = { is: 'transient', code: 'batch_refused', message: 'Meta refused the request because of one of its events.' };

/** What an answer means for a request as a whole. */
export function outcomeOfAnswer(response: HttpResponse, events?: number): Outcome {
  const answer = parse(response.body);
  const error = typeof answer?.error === 'object' ? answer.error : undefined;
  if (error !== undefined) return outcomeOfError(error, response);
  if (response.status < 200 || response.status > 299) return outcomeOfStatus(response);
  if (answer === undefined) return { is: 'transient', code: 'meta_unreadable', message: 'Meta’s answer could not be read.' };
  if (events !== undefined && (answer.events_received ?? events) < events)
    return { is: 'permanent', code: 'meta_not_received', message: 'Meta did not count the event.' };
  return { is: 'delivered', ...(answer.fbtrace_id && { vendorRef: answer.fbtrace_id }) };
}

function outcomeOfError({ code = 0, error_subcode: subcode, is_transient }: GraphError, response: HttpResponse): Outcome {
  const id = `meta_${code}${subcode === undefined ? '' : `_${subcode}`}`;
  const known = SUBCODES[`${code}/${subcode}`] ?? ERRORS[code];
  if (response.status === 429 || known?.is === 'throttled')
    return { is: 'throttled', code: id, message: 'Meta asks to slow down.', retryAfterMs: waitOf(response) };
  if (known?.is === 'configuration') return { ...known, code: id };
  if (is_transient === true || known?.is === 'transient' || response.status >= 500)
    return { is: 'transient', code: id, message: `Meta is not well at the moment (code ${code}).` };
  if (known?.is === 'permanent') return { ...known, code: id };
  const byStatus = outcomeOfStatus(response);
  return byStatus.is === 'configuration' ? byStatus : { is: 'permanent', code: id, message: `Meta refused the event (code ${id.slice(5)}).` };
}

const waitOf = (response: HttpResponse): number => (response.headers['retry-after'] ? retryAfterMs(response) : LONG_WAIT_MS);

function parse(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
