import type { FieldValue } from '@warp/plugin-sdk';

/** The objects this plugin writes, as Salesforce names them. */
export type ObjectName = 'Lead' | 'Contact' | 'Account';

export type Fields = Readonly<Record<string, FieldValue>>;

/**
 * Who somebody is: given when a record is made, and left alone afterwards. Those who work with it correct names, and an event must
 * not undo that.
 */
const IDENTITY: Readonly<Record<ObjectName, ReadonlySet<string>>> = {
  Lead: new Set(['FirstName', 'LastName', 'Company', 'Email']),
  Contact: new Set(['FirstName', 'LastName', 'Email']),
  Account: new Set(['Name', 'Website']),
};

export const isIdentity = (object: ObjectName, field: string): boolean => IDENTITY[object].has(field);

/** Longest texts of the fields an event fills (Salesforce Field Reference: Lead, Contact, Account); a longer one is refused. */
const LENGTHS: Readonly<Record<string, number>> = {
  FirstName: 40,
  LastName: 80,
  Company: 255,
  Name: 255,
  Phone: 40,
  Street: 255,
  City: 40,
  State: 80,
  PostalCode: 20,
  Country: 80,
  Website: 255,
};

/** A value as its field takes it: standard fields cut to their length, between characters. */
export function fitted(field: string, value: FieldValue): FieldValue {
  const length = LENGTHS[field.replace(/^(Mailing|Billing)/, '')];
  return typeof value !== 'string' || length === undefined ? value : value.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

const ADDRESS: ReadonlySet<string> = new Set(['Street', 'City', 'State', 'StateCode', 'PostalCode', 'Country', 'CountryCode']);
const ADDRESS_PREFIX: Readonly<Record<ObjectName, string>> = { Lead: '', Contact: 'Mailing', Account: 'Billing' };

/** A lead's `City` is a contact's `MailingCity`: the same setting serves both. */
export const nameOn = (object: ObjectName, field: string): string => (ADDRESS.has(field) ? `${ADDRESS_PREFIX[object]}${field}` : field);
