import { BATCH_REFUSED, outcomeOfStatus, retryAfterMs, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { parseAnswer, type Answer, type HubspotError } from './answer.js';
import { outcomeOfFault } from './faults.js';
import { mergedRecords, type HubspotRecord, type ObjectType } from './record.js';

/**
 * One outcome per event; events of one contact share it. 207 says which inputs were bad, by their trace ids. Any other refusal is
 * of the whole request: a batch is returned as `batch_refused` for the host to halve, a record on its own is judged. HubSpot's own
 * texts are not passed on: they quote values.
 */
export function readAnswer(response: HttpResponse, batch: readonly HubspotRecord[]): readonly Outcome[] {
  const records = mergedRecords(batch);
  const outcomes = outcomesOfRecords(response, records);
  const byId = new Map(records.map(({ id }, index) => [id, outcomes[index]!]));
  return batch.map(({ id }) => byId.get(id)!);
}

const DELIVERED: Outcome = { is: 'delivered' };
const REFUSED: Outcome = { is: 'transient', code: BATCH_REFUSED, message: 'HubSpot refused the request because of one of its records.' };
const UNREADABLE: Outcome = { is: 'transient', code: 'hubspot_unreadable', message: 'HubSpot’s answer could not be read.' };

function outcomesOfRecords(response: HttpResponse, records: readonly HubspotRecord[]): readonly Outcome[] {
  const answer = parseAnswer(response.body);
  if (response.status === 207 && answer !== undefined) return outcomesOfParts(answer, records);
  const outcome = outcomeOfWhole(response, answer, records[0]!.object, records);
  return records.map(() => (outcome.is === 'permanent' && records.length > 1 ? REFUSED : outcome));
}

function outcomesOfParts({ errors = [], numErrors = 0 }: Answer, records: readonly HubspotRecord[]): readonly Outcome[] {
  const blamed = new Map(errors.flatMap((error) => traceIdsOf(error).map((traceId) => [traceId, error] as const)));
  const errorOf = (index: number): HubspotError | undefined => blamed.get(String(index));
  const isTraced = errors.length >= Number(numErrors) && errors.every((error) => records.some((_, index) => errorOf(index) === error));
  // An error that names nobody may be anybody's. What was written is written again, which does no harm.
  if (!isTraced && records.length > 1) return records.map(() => REFUSED);
  return records.map((record, index) => {
    const error = isTraced ? errorOf(index) : (errors[0] ?? {});
    return error === undefined ? DELIVERED : outcomeOfFault(error, record.object, [record]);
  });
}

const traceIdsOf = ({ context }: HubspotError): readonly string[] => [context?.objectWriteTraceId ?? []].flat().map(String);

/** What the answer to a whole request means. @param records what was sent; none when only properties were read */
export function outcomeOfWhole(response: HttpResponse, answer: Answer | undefined, object: ObjectType, records: readonly HubspotRecord[] = []): Outcome {
  const code = `http_${response.status}`;
  switch (response.status) {
    case 200:
    case 201:
      return answer?.results === undefined ? UNREADABLE : DELIVERED;
    case 400:
      return outcomeOfFault(answer ?? {}, object, records);
    case 401:
      return { is: 'configuration', code, message: 'HubSpot does not accept the access token. Connect the account again, or enter a new token.', setting: 'access_token' };
    case 403:
      return { is: 'configuration', code, message: `The access token must have the scopes ${scopesOf(object)}.`, setting: 'access_token' };
    case 404:
      return { is: 'configuration', code, message: 'HubSpot has nothing at this address. Check version and server.', setting: 'api_version' };
    case 409:
      return { is: 'transient', code, message: 'HubSpot was just writing the same record.' };
    case 423:
      return { is: 'throttled', code, message: 'HubSpot is busy with this record.', retryAfterMs: LOCKED_MS };
    case 429:
      return { is: 'throttled', code, message: 'HubSpot’s limit of requests is reached.', retryAfterMs: waitMs(response, answer) };
    case 477:
      return { is: 'throttled', code, message: 'HubSpot is moving this account to another data centre.', retryAfterMs: retryAfterMs(response) };
    default: {
      const outcome = outcomeOfStatus(response);
      return outcome.is === 'delivered' ? UNREADABLE : outcome;
    }
  }
}

const scopesOf = (object: ObjectType): string => `crm.objects.${object}.read and crm.objects.${object}.write`;

/** “Wait at least two seconds”: the guide on error handling. */
const LOCKED_MS = 2_000;
/** The short limit's window, when no header says it. */
const WINDOW_MS = 10_000;
/** The daily limit ends at midnight of the account's time zone, which is not known here. */
const DAILY_MS = 3_600_000;

function waitMs(response: HttpResponse, answer: Answer | undefined): number {
  if (response.headers['retry-after'] !== undefined) return retryAfterMs(response);
  if (answer?.policyName === 'DAILY') return DAILY_MS;
  return Number(response.headers['x-hubspot-ratelimit-interval-milliseconds']) || WINDOW_MS;
}
