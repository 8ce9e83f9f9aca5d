import { BATCH_REFUSED, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { outcomeOfFailure } from '../failure.js';
import { errorOf, fieldsOf, parse, readGoogleError, type Failure, type GoogleError } from '../google-error.js';
import { outcomeOf, verdictOn } from '../verdict.js';
import { ERRORS } from './error-codes.js';

const UNREADABLE: Outcome = { is: 'transient', code: 'google_ads_unreadable', message: 'Google’s answer could not be read.' };

const REFUSED: Outcome = { is: 'transient', code: BATCH_REFUSED, message: 'Google refused the request because of one of its conversions.' };

/**
 * One outcome per conversion. The older upload answers 200 and names, in `partialFailureError`, what it did not take by the place
 * in the request; an error without a place is everybody's (…/docs/best-practices/partial-failures).
 */
export function readUploaded(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  if (response.status < 200 || response.status > 299) return readRefusal(response, batch.length);
  const answer = parse(response.body);
  if (answer === undefined) return batch.map(() => UNREADABLE);
  const { jobId, partialFailureError } = fieldsOf(answer);
  const { failures } = readGoogleError(partialFailureError);
  const delivered: Outcome = { is: 'delivered', ...(typeof jobId === 'string' && { vendorRef: jobId }) };
  return batch.map((_, index) => {
    const failure = failures.find((one) => one.index === undefined || one.index === index);
    return failure === undefined ? delivered : outcomeOfCode(failure);
  });
}

/** Without a partial failure nothing of the request was taken. */
function readRefusal(response: HttpResponse, events: number): readonly Outcome[] {
  const error = errorOf(response);
  const outcome = outcomeOfKnown(error) ?? outcomeOfFailure(response, error);
  if (outcome !== undefined) return Array.from({ length: events }, () => outcome);
  return events > 1 ? Array.from({ length: events }, () => REFUSED) : [outcomeOfCode({ reason: error.reasons[0] ?? 'INVALID_ARGUMENT' })];
}

/** The Google Ads API says more in its own words than in the status. */
function outcomeOfKnown({ failures }: GoogleError): Outcome | undefined {
  const known = failures.find(({ reason }) => verdictOn(ERRORS, reason) !== undefined);
  return known && outcomeOfCode(known);
}

function outcomeOfCode({ reason }: Pick<Failure, 'reason'>): Outcome {
  const word = reason || 'UNKNOWN';
  return outcomeOf(word, verdictOn(ERRORS, word) ?? { is: 'permanent', message: `Google refused the conversion (${word}).` });
}
