import type { Checkup, LookupContext } from '@warp/plugin-sdk';
import { numberOf, part, readAnswer } from './answers.js';
import { keyOf } from './key.js';
import { accountRequest, singleRequest } from './requests.js';
import type { Settings } from './settings.js';

/** An address everybody knows. */
const EXAMPLE = '8.8.8.8';

/**
 * One look-up, which shows that the token is good for the API it was chosen for, and what the account says of this month.
 * The free API has no limit, and the account page none of it.
 */
export async function check(settings: Settings, context: LookupContext): Promise<Checkup> {
  readAnswer(await context.http(singleRequest(keyOf(EXAMPLE, settings.api)!, settings)));
  if (settings.api === 'lite') return { message: 'IPinfo answers. The free API has no limit.' };
  // The token is good, whatever the account page says.
  const account = await context.http(accountRequest(settings)).then(readAnswer).catch(() => ({}));
  const requests = part(account, 'requests');
  const [used, limit] = [numberOf(requests['month']), numberOf(requests['limit'])];
  if (used === undefined) return { message: 'IPinfo answers.' };
  const of = limit === undefined ? '' : ` of ${limit.toLocaleString('en')}`;
  return { message: `IPinfo answers. It counts ${used.toLocaleString('en')}${of} look-ups this month.`, quota: { used, ...(limit !== undefined && { limit }) } };
}
