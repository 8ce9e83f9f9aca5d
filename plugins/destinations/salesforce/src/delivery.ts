import { outcomeOfError, type Context, type CustomDelivery, type HttpRequest, type Outcome } from '@warp/plugin-sdk';
import { REQUIRED_FIELD_MISSING } from './faults.js';
import { readAnswer } from './read.js';
import { keyOf, mergedRecords, type SalesforceRecord } from './record.js';
import { createRequest, updateRequest } from './request.js';
import type { SalesforceSettings } from './settings.js';

/**
 * Two requests, because an upsert cannot give a name to new records only. The first changes the records that are there;
 * those it is refused for, because a name is missing, are new, and the second makes them.
 */
export const delivery: CustomDelivery<SalesforceSettings, SalesforceRecord> = { via: 'custom', send };

/** One outcome per event; events of one record share it. */
export async function send(batch: readonly SalesforceRecord[], settings: SalesforceSettings, context: Context): Promise<readonly Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  // Leads or contacts, and accounts: a request holds one kind.
  for (const records of Map.groupBy(mergedRecords(batch), ({ object }) => object).values()) {
    const written = await write(records, settings, context);
    records.forEach((record, index) => outcomes.set(keyOf(record), written[index]!));
  }
  return batch.map((record) => outcomes.get(keyOf(record))!);
}

async function write(records: readonly SalesforceRecord[], settings: SalesforceSettings, context: Context): Promise<readonly Outcome[]> {
  const updated = await ask(updateRequest(records, settings), records, context);
  const fresh = records.filter((_, index) => isNew(updated[index]));
  if (fresh.length === 0) return updated;
  const created = (await ask(createRequest(fresh, settings), fresh, context)).values();
  return updated.map((outcome) => (isNew(outcome) ? created.next().value! : outcome));
}

const isNew = (outcome: Outcome | undefined): boolean => outcome?.is === 'permanent' && outcome.code === `salesforce_${REQUIRED_FIELD_MISSING.toLowerCase()}`;

/** A request without an answer says nothing of the one before it. */
async function ask(request: HttpRequest, records: readonly SalesforceRecord[], context: Context): Promise<readonly Outcome[]> {
  try {
    return readAnswer(await context.http(request), records);
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome === undefined) throw error;
    return records.map(() => outcome);
  }
}
