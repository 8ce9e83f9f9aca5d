import { outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';

interface Processed {
  readonly num_events_processed?: number;
  readonly events?: readonly { readonly status?: string }[];
}

interface Answer extends Processed {
  readonly code?: number;
  readonly details?: Processed;
}

/**
 * One outcome per event. 200 and 422 say what became of each event, in order. Any other refusal is of the whole request and
 * names no event: a refused batch is returned as `batch_refused` for the host to halve, a refused event on its own is
 * permanent. Pinterest's own texts are not passed on: they may quote an event.
 */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const answer = parse(response.body);
  const events = answer?.events ?? answer?.details?.events;
  if ((response.status === 200 || response.status === 422) && events?.length === batch.length)
    return events.map(({ status }) => (status === 'processed' ? { is: 'delivered' } : FAILED));
  const outcome = outcomeOfRequest(response, answer, batch.length);
  return batch.map(() => (outcome.is === 'permanent' && batch.length > 1 ? REFUSED : outcome));
}

const FAILED: Outcome = { is: 'permanent', code: 'pinterest_failed', message: 'Pinterest could not process the event.' };
const REFUSED: Outcome = { is: 'transient', code: 'batch_refused', message: 'Pinterest refused the request because of one of its events.' };
const UNREADABLE: Outcome = { is: 'transient', code: 'pinterest_unreadable', message: 'Pinterest’s answer could not be read.' };

function outcomeOfRequest(response: HttpResponse, answer: Answer | undefined, events: number): Outcome {
  const code = answer?.code === undefined ? `http_${response.status}` : `pinterest_${answer.code}`;
  switch (response.status) {
    case 200:
      if (answer?.num_events_processed === undefined) return UNREADABLE;
      return answer.num_events_processed >= events ? { is: 'delivered' } : FAILED;
    case 401:
      return { is: 'configuration', code, message: 'Pinterest no longer accepts the conversion access token. Generate a new one.', setting: 'access_token' };
    case 403:
    case 404:
      return { is: 'configuration', code, message: 'The token may not send events for this ad account.', setting: 'ad_account_id' };
    default: {
      const outcome = outcomeOfStatus(response);
      if (outcome.is === 'permanent') return { is: 'permanent', code, message: `Pinterest refused the event (${code}).` };
      return outcome.is === 'delivered' ? UNREADABLE : outcome;
    }
  }
}

function parse(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
