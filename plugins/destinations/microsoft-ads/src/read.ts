import { outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';

interface Answer {
  /** How many events were processed. */
  readonly eventsReceived?: unknown;
  readonly error?: { readonly code?: unknown; readonly details?: unknown };
}

interface Detail {
  /** Of the event in the request. */
  readonly index?: unknown;
  /** Such as `data[0].eventTime`. */
  readonly propertyName?: unknown;
  readonly errorCode?: unknown;
  /** The field was left out and the event taken without it. */
  readonly isWarning?: unknown;
}

/** The code of a request in which Microsoft finds something wrong with its events. */
export const VALIDATION_ERROR = 'microsoft_validation_error';

/**
 * One outcome per event. Invalid events are named and the others taken; but only the first ten errors and warnings are named
 * (the guide, “Validation error response”). When the sum does not add up, those not named are sent again, without the named
 * ones: Microsoft knows by their ids which it has. Microsoft's own texts are not passed on: they may quote an event.
 */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const whole = outcomeOfRequest(response);
  if (whole.is !== 'delivered' && whole.is !== 'permanent') return batch.map(() => whole);
  const answer = parse(response.body);
  const refused = refusedEvents(answer, batch.length);
  const { eventsReceived: taken = batch.length - refused.size } = answer ?? {};
  const rest = whole.is === 'delivered' && taken === batch.length - refused.size ? whole : unnamed(whole, batch.length);
  return batch.map((_, index) => refused.get(index) ?? rest);
}

/** Events Microsoft did not process and did not name; one on its own is the one meant. */
const unnamed = (whole: Outcome, events: number): Outcome => (events > 1 ? SEND_AGAIN : whole.is === 'permanent' ? whole : REFUSED);

const SEND_AGAIN: Outcome = { is: 'transient', code: 'batch_refused', message: 'Microsoft refused the request because of one of its events.' };
const REFUSED: Outcome = { is: 'permanent', code: VALIDATION_ERROR, message: 'Microsoft refused the event.' };

/** What an answer means for a request as a whole. */
export function outcomeOfRequest(response: HttpResponse): Outcome {
  switch (response.status) {
    case 200:
      // Nothing is promised of the body of a success.
      return response.body === '' || parse(response.body) !== undefined ? { is: 'delivered' } : UNREADABLE;
    case 400:
      return codeOf(parse(response.body)) === 'ValidationError' ? REFUSED : outcomeOfStatus(response);
    case 401:
    case 403:
      return misconfigured(response, 'Microsoft does not accept the token for this UET tag. Copy the token of this very tag.', 'access_token');
    case 404:
      return misconfigured(response, 'Microsoft knows no such UET tag.', 'tag_id');
    default:
      return outcomeOfStatus(response);
  }
}

const UNREADABLE: Outcome = { is: 'transient', code: 'microsoft_unreadable', message: 'Microsoft’s answer could not be read.' };

const misconfigured = ({ status }: HttpResponse, message: string, setting: string): Outcome => ({ is: 'configuration', code: `http_${status}`, message, setting });

/** Outcomes of the events named as invalid, by their place in the request. */
function refusedEvents(answer: Answer | undefined, events: number): ReadonlyMap<number, Outcome> {
  const details = answer?.error?.details;
  const refused = new Map<number, Outcome>();
  for (const detail of Array.isArray(details) ? (details as readonly Detail[]) : []) {
    const index = Number(detail.index ?? NaN);
    // Of several errors of an event the first is told.
    if (detail.isWarning !== true && index >= 0 && index < events && !refused.has(index)) refused.set(index, refusalOf(detail));
  }
  return refused;
}

function refusalOf({ propertyName, errorCode }: Detail): Outcome {
  const field = /^data\[\d+\]\.([\w.[\]]{1,100})$/.exec(String(propertyName))?.[1];
  const code = /^[A-Z][A-Za-z0-9]{1,50}$/.test(String(errorCode)) ? `microsoft_${snakeCase(String(errorCode))}` : VALIDATION_ERROR;
  return { is: 'permanent', code, message: `Microsoft refused the event${field === undefined ? '.' : ` because of ${field}.`}`, ...(field !== undefined && { field }) };
}

/** `InvalidEventTime` is invalid_event_time. */
const snakeCase = (text: string): string => text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();

const codeOf = (answer: Answer | undefined): unknown => answer?.error?.code;

function parse(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
