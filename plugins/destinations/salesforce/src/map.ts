import { assignedFields, eventField, isHashed, isSkip, skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import type { SalesforceRecord } from './record.js';
import type { SalesforceSettings } from './settings.js';
import { fitted, isIdentity, nameOn, type Fields, type ObjectName } from './standard-fields.js';

/** The lead or contact an event makes, else the account, or why neither. */
export function map(event: WarpEvent, settings: SalesforceSettings): SalesforceRecord | Skip {
  const { eventType } = event;
  const { account_external_id_field: accountId } = settings;
  const tried = [
    ...(settings.events.includes(eventType) ? [person(event, settings)] : []),
    ...(accountId && settings.account_events.includes(eventType) ? [account(event, accountId, settings)] : []),
  ];
  return (
    tried.find((record) => !isSkip(record)) ??
    tried[0] ??
    skip('salesforce_event_not_chosen', `${eventType} is not among the events that make a ${settings.object.toLowerCase()}.`)
  );
}

function person(event: WarpEvent, settings: SalesforceSettings): SalesforceRecord | Skip {
  const email = (event.user.email ?? '').trim().toLowerCase();
  if (email === '') return skip('salesforce_no_email', 'Leads and contacts are known by their e-mail address, and this event has none.');
  if (isHashed(email)) return skip('salesforce_hashed_email', 'The e-mail address is hashed; Salesforce needs it in the clear.');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return skip('salesforce_invalid_email', 'What was given as e-mail address is none.');
  const { object, external_id_field: idField, fields, default_last_name, default_company } = settings;
  const company = eventField(event, 'company') ?? default_company;
  return recordOf(event, { object, idField, id: email }, fields, { Email: email }, { LastName: default_last_name, ...(object === 'Lead' && { Company: company }) });
}

function account(event: WarpEvent, idField: string, { account_fields }: SalesforceSettings): SalesforceRecord | Skip {
  const domain = eventField(event, 'company_domain');
  if (typeof domain !== 'string') return skip('salesforce_no_company', 'The visitor’s network belongs to no company whose domain is known.');
  return recordOf(event, { object: 'Account', idField, id: domain }, account_fields, {}, { Name: domain });
}

function recordOf(
  event: WarpEvent,
  key: Pick<SalesforceRecord, 'object' | 'idField' | 'id'>,
  assignments: readonly string[],
  whenNew: Fields,
  required: Fields,
): SalesforceRecord {
  const { object } = key;
  const assigned = Object.entries(fittedFields(object, assignedFields(event, assignments)));
  const fields = Object.fromEntries(assigned.filter(([name]) => !isIdentity(object, name)));
  const identity = Object.fromEntries(assigned.filter(([name]) => isIdentity(object, name)));
  return { ...key, fields, whenNew: { ...whenNew, ...identity }, required: fittedFields(object, required) };
}

const fittedFields = (object: ObjectName, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [nameOn(object, name), fitted(name, value)]));
