import { ERASURE_NOT_SUPPORTED, outcomeOfStatus, type Context, type ErasureSubject, type Outcome } from '@warp/plugin-sdk';
import { signedRequest } from './delivery.js';
import type { WebhookSettings } from './settings.js';

/**
 * Asks the owner's server to erase a person. A server that knows nothing of it may answer 200 to whatever it is sent: only one that says
 * `{"erased": true}` has done it. One that takes its time answers 202.
 */
export async function erase({ visitorIds, userIds, email }: ErasureSubject, settings: WebhookSettings, context: Context): Promise<Outcome> {
  // Who was never sent addresses does not know people by them.
  const subject = { visitor_ids: visitorIds, user_ids: userIds, ...(settings.include_user && email !== undefined ? { email } : {}) };
  const response = await context.http(signedRequest({ events: [], erasure: subject }, context.now().getTime(), settings));
  const outcome = outcomeOfStatus(response);
  if (outcome.is !== 'delivered' || response.status === 202 || saysErased(response.body)) return outcome;
  return {
    is: 'permanent',
    code: ERASURE_NOT_SUPPORTED,
    message: 'Your server took the request, but does not say that it has erased anything: have it done there, or answer {"erased": true}.',
  };
}

function saysErased(body: string): boolean {
  try {
    return (JSON.parse(body) as { erased?: unknown } | null)?.erased === true;
  } catch {
    return false;
  }
}
