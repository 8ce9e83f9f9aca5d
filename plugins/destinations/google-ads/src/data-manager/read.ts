import { BATCH_REFUSED, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { outcomeOfFailure } from '../failure.js';
import { errorOf, fieldsOf, parse, type GoogleError, type Violation } from '../google-error.js';
import { outcomeOf, verdictOn, type Verdict } from '../verdict.js';
import { REQUEST_ERRORS } from './request-errors.js';

/** “Wait for 30 minutes, then send a RetrieveRequestStatus request” (…/devguides/diagnostics). */
export const FIRST_LOOK_MS = 30 * 60_000;

const UNREADABLE: Outcome = { is: 'transient', code: 'google_ads_unreadable', message: 'Google’s answer could not be read.' };

const OTHERS: Outcome = { is: 'transient', code: BATCH_REFUSED, message: 'Google refused the request because of another conversion in it.' };

/**
 * One outcome per conversion. A request is taken or refused whole (…/devguides/concepts/understand-errors, fast-fail model), and
 * what is taken is judged later.
 */
export function readIngested(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const isTaken = response.status >= 200 && response.status < 300;
  if (!isTaken) return readRefusal(response, batch.length);
  const { requestId } = fieldsOf(parse(response.body));
  const outcome: Outcome = typeof requestId === 'string' && requestId !== '' ? { is: 'accepted', vendorRef: requestId, checkAfterMs: FIRST_LOOK_MS } : UNREADABLE;
  return batch.map(() => outcome);
}

function readRefusal(response: HttpResponse, events: number): readonly Outcome[] {
  const error = errorOf(response);
  const whole = outcomeOfFailure(response, error) ?? outcomeOfRequest(error);
  return whole === undefined ? outcomesOfEvents(error, events) : Array.from({ length: events }, () => whole);
}

/** A refusal that has nothing to do with the conversions; undefined: they are at fault. */
function outcomeOfRequest({ reasons, violations }: GoogleError): Outcome | undefined {
  const reason = reasons.find((word) => isOfRequest(verdictOn(REQUEST_ERRORS, word)));
  if (reason !== undefined) return outcomeOf(reason, REQUEST_ERRORS[reason]!);
  // Some other complaint about an account or an action.
  const isAboutDestination = violations.some(({ field }) => /^destinations\b/.test(field));
  return isAboutDestination ? outcomeOf('invalid_destination', REQUEST_ERRORS['INVALID_DESTINATION']!) : undefined;
}

const isOfRequest = (verdict: Verdict | undefined): boolean => verdict !== undefined && verdict.is !== 'permanent';

/**
 * Conversions that Google names are refused for good, and the rest goes again without them. When it names none, the host sends
 * the batch in halves until the one to blame stands alone.
 */
function outcomesOfEvents({ violations, reasons }: GoogleError, events: number): readonly Outcome[] {
  const named = new Map<number, Violation>();
  for (const violation of violations) {
    const index = placeOf(violation.field);
    if (index !== undefined && index < events && !named.has(index)) named.set(index, violation);
  }
  if (named.size === 0 && events === 1) return [refusalOf({ field: '', reason: reasons[0] ?? 'INVALID_ARGUMENT' })];
  return Array.from({ length: events }, (_, index) => {
    const violation = named.get(index);
    return violation === undefined ? OTHERS : refusalOf(violation);
  });
}

/** `events.events[3].user_data…` and `events[3].…` are the fourth conversion's. */
function placeOf(field: string): number | undefined {
  const [, index] = /(?:^|\.)events\[(\d+)\]/.exec(field) ?? [];
  return index === undefined ? undefined : Number(index);
}

function refusalOf({ field, reason }: Violation): Outcome {
  const word = reason || 'INVALID_ARGUMENT';
  const verdict = verdictOn(REQUEST_ERRORS, word) ?? { is: 'permanent' as const, message: `Google refused the conversion (${word}).` };
  const [, path = ''] = /(?:^|\.)events\[\d+\]\.([\w.[\]]{1,100})/.exec(field) ?? [];
  return outcomeOf(word, verdict, path);
}
