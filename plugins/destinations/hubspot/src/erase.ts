import { ERASURE_NOT_SUPPORTED, type Context, type ErasureSubject, type Outcome } from '@warp/plugin-sdk';
import { parseAnswer } from './answer.js';
import { addressOf, authorization, hubspotRequest } from './delivery.js';
import { outcomeOfWhole } from './read.js';
import type { HubspotSettings } from './settings.js';

const NO_ADDRESS: Outcome = {
  is: 'permanent',
  code: ERASURE_NOT_SUPPORTED,
  message: 'HubSpot knows people by their e-mail address, and none was given: delete the contact in HubSpot.',
};

/**
 * Deletes the contact with the person's address for good. It is looked up first, because HubSpot puts an address it does not find onto a list of
 * addresses that can never be used again.
 */
export async function erase({ email }: ErasureSubject, settings: HubspotSettings, context: Context): Promise<Outcome> {
  const address = email?.trim().toLowerCase();
  if (address === undefined || address === '') return NO_ADDRESS;
  const found = await context.http({
    method: 'GET',
    url: `${addressOf(settings)}/crm/v3/objects/contacts/${encodeURIComponent(address)}?idProperty=email`,
    headers: authorization(settings),
  });
  const answer = parseAnswer(found.body);
  if (found.status === 404 && answer?.category === 'OBJECT_NOT_FOUND') return { is: 'delivered' };
  const id = (answer as { readonly id?: unknown } | undefined)?.id;
  if (found.status !== 200 || typeof id !== 'string') return outcomeOfWhole(found, answer, 'contacts');
  const deleted = await context.http(hubspotRequest(settings, 'crm/v3/objects/contacts/gdpr-delete', { objectId: id }));
  return deleted.status === 204 ? { is: 'delivered' } : outcomeOfWhole(deleted, parseAnswer(deleted.body), 'contacts');
}
