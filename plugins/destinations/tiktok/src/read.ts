import { outcomeOfStatus, retryAfterMs, type HttpResponse, type Outcome } from '@warp/plugin-sdk';

/** The code of a request TikTok finds a parameter wrong in. */
export const INVALID = 'tiktok_40002';

/** TikTok's return codes, as far as public code and issues show them; the README says which are confirmed. */
const OK = 0;
const PARTLY = 20001;
const NO_PERMISSION = 40001;
const TOO_MANY = 40100;
const TOKEN_CODES: ReadonlySet<number> = new Set([40102, 40104, 40105]);
const INTERNAL_VALIDATION = 40700;

interface Answer {
  readonly code?: unknown;
  readonly request_id?: string;
}

/**
 * One outcome per event. A request is refused whole and the answer does not say which event was at fault: a refused batch is
 * returned as `batch_refused` for the host to halve (what TikTok had taken already it knows again by id), a refused event on
 * its own is permanent.
 */
export function readAnswer(response: HttpResponse, batch: readonly unknown[]): readonly Outcome[] {
  const outcome = outcomeOfAnswer(response);
  const isEventsFault = outcome.is === 'permanent' || codeOf(response) === PARTLY;
  return batch.map(() => (isEventsFault && batch.length > 1 ? REFUSED : outcome));
}

const REFUSED: Outcome = { is: 'transient', code: 'batch_refused', message: 'TikTok refused the request because of one of its events.' };

/** What an answer means for a request as a whole. TikTok's own text is not passed on: it may quote an event. */
export function outcomeOfAnswer(response: HttpResponse): Outcome {
  const code = codeOf(response);
  if (code === undefined) return outcomeOfOther(response);
  const id = `tiktok_${code}`;
  if (code === OK || code === PARTLY) {
    const { request_id: vendorRef } = parse(response.body) ?? {};
    return { is: 'delivered', ...(vendorRef && { vendorRef }) };
  }
  if (code === TOO_MANY || response.status === 429)
    return { is: 'throttled', code: id, message: 'TikTok asks to slow down.', retryAfterMs: retryAfterMs(response) };
  if (TOKEN_CODES.has(code))
    return { is: 'configuration', code: id, message: 'TikTok no longer accepts the access token. Generate a new one in Events Manager.', setting: 'access_token' };
  if (code === NO_PERMISSION)
    return { is: 'configuration', code: id, message: 'The access token has no permission for this pixel.', setting: 'pixel_code' };
  if (code === INTERNAL_VALIDATION || code >= 50_000 || response.status >= 500)
    return { is: 'transient', code: id, message: `TikTok is not well at the moment (code ${code}).` };
  return { is: 'permanent', code: id, message: `TikTok refused the event (code ${code}).` };
}

/** An answer without a code comes from something in front of TikTok. */
function outcomeOfOther(response: HttpResponse): Outcome {
  const outcome = outcomeOfStatus(response);
  return outcome.is === 'delivered' ? { is: 'transient', code: 'tiktok_unreadable', message: 'TikTok’s answer could not be read.' } : outcome;
}

function codeOf({ body }: HttpResponse): number | undefined {
  const code = parse(body)?.code;
  return typeof code === 'number' ? code : undefined;
}

function parse(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
