import type { Outcome } from '@warp/plugin-sdk';
import type { SalesforceRecord } from './record.js';
import type { ObjectName } from './standard-fields.js';

/** A fault as Salesforce words it: `statusCode` of one record, `errorCode` of a whole request. */
export interface SalesforceFault {
  readonly statusCode?: unknown;
  readonly errorCode?: unknown;
  readonly message?: unknown;
  readonly fields?: readonly unknown[];
}

/** What Salesforce says of a record that is not there and cannot be made of what was sent. */
export const REQUIRED_FIELD_MISSING = 'REQUIRED_FIELD_MISSING';

/** Settings that name an object's fields. */
export const FIELDS_SETTING: Readonly<Record<ObjectName, string>> = { Lead: 'fields', Contact: 'fields', Account: 'account_fields' };
export const ID_SETTING: Readonly<Record<ObjectName, string>> = { Lead: 'external_id_field', Contact: 'external_id_field', Account: 'account_external_id_field' };

/** Pass by themselves (SOAP API Developer Guide, “StatusCode”). */
const PASSING: ReadonlySet<string> = new Set(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT']);

/** What the codes mean that an owner meets; the others are shown as they are. */
const SENTENCES: Readonly<Record<string, string>> = {
  REFUSED: 'Salesforce refused the record and does not say why',
  [REQUIRED_FIELD_MISSING]: 'Salesforce wants a field that the event does not fill',
  CANNOT_EXECUTE_FLOW_TRIGGER: 'A flow in Salesforce failed on the record',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'A trigger in Salesforce failed on the record',
  CANNOT_UPDATE_CONVERTED_LEAD: 'The lead was converted, and Salesforce changes it no more',
  DUPLICATE_EXTERNAL_ID: 'Several records in Salesforce have this external ID',
  DUPLICATE_VALUE: 'Another record in Salesforce has a value that must be unique',
  DUPLICATES_DETECTED: 'A duplicate rule in Salesforce holds the record back',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'A validation rule in Salesforce refuses the record',
  FIELD_INTEGRITY_EXCEPTION: 'A value is not among those Salesforce knows',
  INSUFFICIENT_ACCESS_OR_READONLY: 'The connected user may not change the record',
  INVALID_EMAIL_ADDRESS: 'Salesforce does not take the e-mail address',
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'A value is not in the field’s list',
  STRING_TOO_LONG: 'A value is longer than its field',
};

/** What a fault means for the records it is about. Salesforce's own texts quote values, so they are not passed on. */
export function outcomeOfFault(fault: SalesforceFault, object: ObjectName, records: readonly SalesforceRecord[]): Outcome {
  const word = [fault.statusCode, fault.errorCode].find(isWord) ?? 'REFUSED';
  const code = `salesforce_${word.toLowerCase()}`;
  if (PASSING.has(word)) return { is: 'transient', code, message: 'Salesforce could not write the record just now.' };
  if (word === 'STORAGE_LIMIT_EXCEEDED') return { is: 'configuration', code, message: 'The data storage of your Salesforce is full.' };
  if (word === 'INVALID_FIELD' || word === 'INVALID_FIELD_FOR_INSERT_UPDATE') {
    const field = unknownField(fault, records);
    return { is: 'configuration', code, message: `Salesforce has no ${field ?? 'such field'} on ${object}, or the connected user may not write it.`, setting: FIELDS_SETTING[object] };
  }
  const fields = (fault.fields ?? []).filter(isFieldName);
  const sentence = SENTENCES[word] ?? `Salesforce refused the record (${word})`;
  return { is: 'permanent', code, message: `${sentence}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}.`, ...(fields[0] !== undefined && { field: fields[0] }) };
}

/** “No such column 'Plan__c' on sobject of type Lead”; a name is shown when it was sent. */
function unknownField({ message, fields = [] }: SalesforceFault, records: readonly SalesforceRecord[]): string | undefined {
  const named = [...fields, /column '(\w+)'/.exec(String(message))?.[1]];
  return records
    .flatMap(({ fields: sent, whenNew, required, idField }) => [...Object.keys({ ...required, ...whenNew, ...sent }), idField])
    .find((field) => named.includes(field));
}

const isWord = (value: unknown): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,80}$/.test(value);
const isFieldName = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z]\w{0,79}$/.test(value);
