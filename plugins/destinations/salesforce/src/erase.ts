import { ERASURE_NOT_SUPPORTED, type Context, type ErasureSubject, type Outcome } from '@warp/plugin-sdk';
import { outcomeOfWhole } from './read.js';
import { deleteRequest, queryRequest } from './request.js';
import type { SalesforceSettings } from './settings.js';

const NO_ADDRESS: Outcome = {
  is: 'permanent',
  code: ERASURE_NOT_SUPPORTED,
  message: 'Salesforce knows people by their e-mail address, and none was given: delete the record in Salesforce.',
};

/**
 * Deletes the lead or contact that events made, found by its external ID. Asked for by a query, because an address as part of a path is not found when
 * it ends like a file (“.inc”). Salesforce keeps what was deleted in its recycle bin for 15 days.
 */
export async function erase({ email }: ErasureSubject, settings: SalesforceSettings, context: Context): Promise<Outcome> {
  const address = email?.trim().toLowerCase();
  if (address === undefined || address === '') return NO_ADDRESS;
  const { object, external_id_field: idField } = settings;
  const found = await context.http(queryRequest(settings, `SELECT Id FROM ${object} WHERE ${idField} = '${address.replace(/[\\']/g, '\\$&')}'`));
  const ids = found.status === 200 ? idsIn(found.body) : undefined;
  if (ids === undefined) return outcomeOfWhole(found, object);
  for (const id of ids) {
    const deleted = await context.http(deleteRequest(settings, object, id));
    // 404: somebody deleted it meanwhile.
    if (deleted.status !== 204 && deleted.status !== 404) return outcomeOfWhole(deleted, object);
  }
  return { is: 'delivered' };
}

function idsIn(body: string): readonly string[] | undefined {
  try {
    const { records } = JSON.parse(body) as { records?: unknown };
    return Array.isArray(records) ? records.map((record) => String((record as { Id?: unknown }).Id)) : undefined;
  } catch {
    return undefined;
  }
}
