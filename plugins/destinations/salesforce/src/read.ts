import { BATCH_REFUSED, outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { ID_SETTING, outcomeOfFault, type SalesforceFault } from './faults.js';
import type { SalesforceRecord } from './record.js';
import type { ObjectName } from './standard-fields.js';

interface Result {
  readonly success?: unknown;
  readonly errors?: readonly SalesforceFault[];
}

const REFUSED: Outcome = { is: 'transient', code: BATCH_REFUSED, message: 'Salesforce refused the request because of one of its records.' };
const UNREADABLE: Outcome = { is: 'transient', code: 'salesforce_unreadable', message: 'Salesforce’s answer could not be read.' };

/**
 * One outcome per record. A request that is well-formed is answered with 200 and a result for each record, in order; any other
 * answer is of the whole request, and several records are then returned as `batch_refused`.
 */
export function readAnswer(response: HttpResponse, records: readonly SalesforceRecord[]): readonly Outcome[] {
  const answer = parse(response.body);
  const { object } = records[0]!;
  if (response.status === 200 && Array.isArray(answer) && answer.length === records.length)
    return (answer as readonly Result[]).map(({ success, errors = [] }, index) => (success === true ? { is: 'delivered' } : outcomeOfFault(errors[0] ?? {}, object, [records[index]!])));
  const outcome = outcomeOfWhole(response, object, records);
  return records.map(() => (outcome.is === 'permanent' && records.length > 1 ? REFUSED : outcome));
}

/** What the answer to a whole request means. @param records what was sent; none when only fields were read */
export function outcomeOfWhole(response: HttpResponse, object: ObjectName, records: readonly SalesforceRecord[] = []): Outcome {
  const code = `http_${response.status}`;
  const answer = parse(response.body);
  const [fault = {}] = Array.isArray(answer) ? (answer as readonly SalesforceFault[]) : [];
  switch (response.status) {
    case 400:
      return outcomeOfFault(fault, object, records);
    case 401:
      return { is: 'configuration', code, message: 'Salesforce does not accept the access token. Connect it again.', setting: 'access_token' };
    case 403:
      if (fault.errorCode === 'REQUEST_LIMIT_EXCEEDED') return { is: 'throttled', code: 'salesforce_request_limit_exceeded', message: 'Salesforce’s limit of requests is reached.', retryAfterMs: waitMs(fault) };
      return { is: 'configuration', code, message: `The connected user may not use Salesforce’s API, or may not write ${object}s.` };
    case 404:
      return { is: 'configuration', code, message: `Salesforce has no such external ID field on ${object}, or the connected user may not see it.`, setting: ID_SETTING[object] };
    default: {
      const outcome = outcomeOfStatus(response);
      if (response.status >= 300 && response.status < 400) return { is: 'configuration', code, message: 'Salesforce is not at this address.', setting: 'my_domain' };
      return outcome.is === 'delivered' ? UNREADABLE : outcome;
    }
  }
}

/** Requests under way at once: soon there are fewer. */
const CONCURRENT_MS = 60_000;
/** Requests of the last 24 hours: a few become possible again with every hour. */
const DAILY_MS = 3_600_000;

const waitMs = ({ message }: SalesforceFault): number => (/concurrent/i.test(String(message)) ? CONCURRENT_MS : DAILY_MS);

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
