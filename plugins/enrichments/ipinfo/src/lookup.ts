import { bounded, type Found, type Lookup, type LookupContext } from '@warp/plugin-sdk';
import { isObject, readAnswer, type Json } from './answers.js';
import { addressOf } from './key.js';
import { READERS } from './records.js';
import { batchRequest, singleRequest } from './requests.js';
import type { Api, Settings } from './settings.js';

/** Requests at a time where each is for one address. */
const AT_ONCE = 8;

export const openLookup = (settings: Settings): Lookup => ({
  find: (keys, context) => (settings.one_by_one || keys.length === 1 ? findSingly(keys, settings, context) : findTogether(keys, settings, context)),
});

async function findTogether(keys: readonly string[], settings: Settings, context: LookupContext): Promise<readonly Found[]> {
  const records = readAnswer(await context.http(batchRequest(keys, settings)));
  return keys.map((key) => foundIn(records[addressOf(key)], settings.api));
}

/** An answer is kept although another address had none; when there is not one, its reason is thrown. */
async function findSingly(keys: readonly string[], settings: Settings, context: LookupContext): Promise<readonly Found[]> {
  const inTurn = bounded(AT_ONCE);
  const refusals: unknown[] = [];
  const found = await Promise.all(
    keys.map((key) =>
      inTurn(async (): Promise<Found> => {
        // One was refused, so the others would be.
        if (refusals.length > 0) return UNANSWERED;
        try {
          return foundIn(readAnswer(await context.http(singleRequest(key, settings))), settings.api);
        } catch (error) {
          refusals.push(error);
          return UNANSWERED;
        }
      }),
    ),
  );
  if (found.every((one) => one === UNANSWERED)) throw refusals[0];
  return found;
}

const UNANSWERED: Found = { is: 'unanswered' };
const NONE: Found = { is: 'none' };

/** `bogon`: an address that belongs to nobody. An `error` in a batch is about this address alone. */
function foundIn(record: unknown, api: Api): Found {
  if (!isObject(record) || 'error' in record) return UNANSWERED;
  if (record['bogon'] === true) return NONE;
  const fields = READERS[api](record satisfies Json);
  return Object.keys(fields).length === 0 ? NONE : { is: 'found', fields };
}
