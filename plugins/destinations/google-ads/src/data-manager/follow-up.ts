import { BATCH_REFUSED, type FollowUp, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { outcomeOfFailure } from '../failure.js';
import { errorOf, fieldsOf, listOf, parse } from '../google-error.js';
import { base, type GoogleAdsSettings } from '../settings.js';
import { outcomeOf, verdictOn, type Verdict } from '../verdict.js';
import { PROCESSING_ERRORS, processingReason } from './processing-errors.js';
import { FIRST_LOOK_MS } from './read.js';

/** Asks what became of a request's conversions (…/reference/rest/v1/requestStatus/retrieve). */
export const followUp: FollowUp<GoogleAdsSettings> = {
  request: (vendorRef, { endpoint, access_token }) => ({
    method: 'GET',
    url: `${base(endpoint)}/v1/requestStatus:retrieve?requestId=${encodeURIComponent(vendorRef)}`,
    headers: { authorization: `Bearer ${access_token}` },
  }),
  read: readStatus,
};

/** How many conversions were not counted for one reason. */
interface Loss {
  readonly reason: string;
  readonly verdict: Verdict;
  readonly count: number;
}

const UNDECIDED: Outcome = { is: 'transient', code: BATCH_REFUSED, message: 'Google counted some of the conversions sent together and does not say which.' };

export function readStatus(response: HttpResponse, vendorRef: string, events: number): Outcome {
  const notYet: Outcome = { is: 'accepted', vendorRef, checkAfterMs: FIRST_LOOK_MS };
  if (response.status < 200 || response.status > 299) {
    const outcome = outcomeOfFailure(response, errorOf(response));
    // A question that failed says nothing of the conversions: they count or not, and must not be sent again for it.
    return outcome?.is === 'configuration' ? outcome : { ...notYet, checkAfterMs: outcome?.is === 'throttled' ? outcome.retryAfterMs : FIRST_LOOK_MS };
  }
  // Every request has one destination.
  const status = fieldsOf(listOf(fieldsOf(parse(response.body))['requestStatusPerDestination'])[0]);
  switch (status['requestStatus']) {
    case 'SUCCESS':
      return { is: 'delivered', vendorRef };
    case 'PARTIAL_SUCCESS':
    case 'FAILED':
      return judge(lossesOf(status), recordsOf(status) ?? events, vendorRef);
    default:
      return notYet;
  }
}

/**
 * The status counts conversions by reason and names none. What all of them share can be said of each. What only has to be sent
 * later is sent later together with the rest, which Google then knows by its transaction IDs. Only when some are lost for good
 * must it be found out which: the host sends them again in parts.
 */
function judge(losses: readonly Loss[] | undefined, records: number, vendorRef: string): Outcome {
  if (losses === undefined) return records === 1 ? outcomeOf('not_counted', { is: 'permanent', message: 'Google did not count the conversion and gives no reason.' }) : UNDECIDED;
  const lost = losses.filter(({ verdict }) => verdict.is === 'permanent');
  const early = losses.filter(({ verdict }) => verdict.is === 'later');
  const count = lost.reduce((sum, loss) => sum + loss.count, 0);
  if (lost[0] !== undefined) return count >= records || records === 1 ? refusalOf(lost, lost[0]) : UNDECIDED;
  return early[0] === undefined ? { is: 'delivered', vendorRef } : outcomeOf(early[0].reason, early[0].verdict);
}

function refusalOf(lost: readonly Loss[], first: Loss): Outcome {
  if (lost.length === 1) return outcomeOf(first.reason, first.verdict);
  return outcomeOf('not_counted', { is: 'permanent', message: `Google counted none of the conversions sent together: ${lost.map(({ reason, count }) => `${count} × ${reason}`).join(', ')}.` });
}

/** undefined: Google names no reasons, which it need not. */
function lossesOf(status: ReturnType<typeof fieldsOf>): readonly Loss[] | undefined {
  const counts = listOf(fieldsOf(status['errorInfo'])['errorCounts']).map(fieldsOf);
  return counts.length === 0 ? undefined : counts.map(({ reason, recordCount }) => lossOf(processingReason(reason), Number(recordCount ?? 0)));
}

const lossOf = (reason: string, count: number): Loss => ({
  reason,
  count,
  verdict: verdictOn(PROCESSING_ERRORS, reason) ?? { is: 'permanent', message: `Google did not count the conversion (${reason}).` },
});

/** All conversions of the request; those asked about now may be only some of them. 64-bit numbers travel as text. */
function recordsOf(status: ReturnType<typeof fieldsOf>): number | undefined {
  const { recordCount } = fieldsOf(status['eventsIngestionStatus']);
  const count = Number(recordCount);
  return recordCount !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}
