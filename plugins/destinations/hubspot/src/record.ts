/** The records this plugin writes, as they stand in HubSpot's addresses. */
export type ObjectType = 'contacts' | 'companies';

/** One event's part of a record, as an input of HubSpot's upsert. */
export interface HubspotRecord {
  readonly object: ObjectType;
  /** A property with unique values, and this record's. */
  readonly idProperty: string;
  readonly id: string;
  /** HubSpot wants texts, whatever the property's type. */
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * The records of a batch, each once: HubSpot refuses a request that names one twice. Of a property that several events fill the
 * last one counts.
 */
export function mergedRecords(batch: readonly HubspotRecord[]): readonly HubspotRecord[] {
  const merged = new Map<string, HubspotRecord>();
  for (const record of batch) {
    const before = merged.get(record.id);
    merged.set(record.id, before === undefined ? record : { ...before, properties: { ...before.properties, ...record.properties } });
  }
  return [...merged.values()];
}
