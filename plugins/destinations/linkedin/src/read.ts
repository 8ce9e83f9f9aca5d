import { outcomeOfStatus, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { ownersMatter, refusedEvents } from './refusals.js';

interface Answer {
  /** Of a success: one for each event. */
  readonly elements?: unknown;
  /** Of a refusal. */
  readonly code?: unknown;
  readonly message?: unknown;
}

/**
 * One outcome per event. A success says it of each event. A refusal is of the whole request and mostly names the events to
 * blame: those are permanent, and the others are sent again without them. LinkedIn's own texts are not passed on: they may
 * quote an event.
 */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const { elements, message } = parse(response.body);
  if (response.status === 200) return outcomesOf(elements, batch);
  const whole = outcomeOfRefusal(response);
  if (whole.is !== 'permanent') return batch.map(() => whole);
  const refused = refusedEvents(String(message));
  return batch.map((_, index) => {
    if (refused.has(index)) return becauseOf(refused.get(index), whole);
    return batch.length > 1 ? SEND_AGAIN : whole;
  });
}

/** “Test connection”: what reading a conversion says of it. */
export function outcomeOfConversion(response: HttpResponse, id: string): Outcome {
  if (response.status === 404) return misconfigured('http_404', `LinkedIn knows no conversion ${id} in this ad account.`, 'conversions');
  if (response.status !== 200) return outcomeOfRefusal(response);
  const { conversionMethod, enabled } = parse(response.body) as { conversionMethod?: unknown; enabled?: unknown };
  if (conversionMethod === undefined) return UNREADABLE;
  if (conversionMethod !== 'CONVERSIONS_API')
    return misconfigured('linkedin_wrong_source', `The source of conversion ${id} is not the Conversions API.`, 'conversions');
  if (enabled === false) return misconfigured('linkedin_disabled', `Conversion ${id} is switched off in Campaign Manager.`, 'conversions');
  return { is: 'delivered' };
}

const UNREADABLE: Outcome = { is: 'transient', code: 'linkedin_unreadable', message: 'LinkedIn’s answer could not be read.' };
const SEND_AGAIN: Outcome = { is: 'transient', code: 'batch_refused', message: 'LinkedIn refused the request because of one of its events.' };

function outcomesOf(elements: unknown, batch: readonly unknown[]): readonly Outcome[] {
  const statuses = Array.isArray(elements) ? (elements as readonly { readonly status?: unknown }[]).map(({ status }) => status) : [];
  if (statuses.length !== batch.length) return batch.map(() => UNREADABLE);
  return statuses.map((status) => (typeof status === 'number' ? outcomeOfRefusal({ status, headers: {}, body: '' }) : UNREADABLE));
}

/** What a status means, of a request as a whole or of one of its events; most are refusals. */
function outcomeOfRefusal(response: HttpResponse): Outcome {
  const { status, body } = response;
  const { code: word, message } = parse(body);
  const code = typeof word === 'string' && /^[A-Z_]{3,60}$/.test(word) ? `linkedin_${word.toLowerCase()}` : `http_${status}`;
  const matter = ownersMatter(status, String(message));
  if (matter !== undefined) return misconfigured(code, matter.message, matter.setting);
  const outcome = outcomeOfStatus(response);
  return outcome.is === 'permanent' ? { is: 'permanent', code, message: 'LinkedIn refused the event.' } : outcome;
}

const misconfigured = (code: string, message: string, setting?: string): Outcome => ({
  is: 'configuration',
  code,
  message,
  ...(setting !== undefined && { setting }),
});

const becauseOf = (field: string | undefined, outcome: Outcome & { readonly is: 'permanent' }): Outcome =>
  field === undefined ? outcome : { ...outcome, message: `LinkedIn refused the event because of ${field}.`, field };

function parse(body: string): Answer {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
