import type { Fields, ObjectName } from './standard-fields.js';

/** One event's part of a record. */
export interface SalesforceRecord {
  readonly object: ObjectName;
  /** The field with external ids, and this record's. */
  readonly idField: string;
  readonly id: string;
  /** Written every time. */
  readonly fields: Fields;
  /** Written when the record is made. */
  readonly whenNew: Fields;
  /** What Salesforce makes no record without; gives way to `whenNew`. */
  readonly required: Fields;
}

/** What tells records apart. */
export const keyOf = ({ object, id }: SalesforceRecord): string => `${object} ${id}`;

/**
 * The records of a batch, each once: Salesforce refuses all that share an external id. Of a field that several events fill the last
 * one counts.
 */
export function mergedRecords(batch: readonly SalesforceRecord[]): readonly SalesforceRecord[] {
  const merged = new Map<string, SalesforceRecord>();
  for (const record of batch) {
    const before = merged.get(keyOf(record));
    merged.set(
      keyOf(record),
      before === undefined
        ? record
        : {
            ...before,
            fields: { ...before.fields, ...record.fields },
            whenNew: { ...before.whenNew, ...record.whenNew },
            required: { ...before.required, ...record.required },
          },
    );
  }
  return [...merged.values()];
}
