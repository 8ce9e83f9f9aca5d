import { assignedFields, eventField, isHashed, isSkip, skip, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import type { HubspotRecord, ObjectType } from './record.js';
import type { HubspotSettings } from './settings.js';

/** The contact an event makes, else the company, or why neither. */
export function map(event: WarpEvent, settings: HubspotSettings): HubspotRecord | Skip {
  const { eventType } = event;
  const tried = [
    ...(settings.events.includes(eventType) ? [contact(event, settings)] : []),
    ...(settings.company_id_property && settings.company_events.includes(eventType) ? [company(event, settings.company_id_property, settings)] : []),
  ];
  return tried.find((record) => !isSkip(record)) ?? tried[0] ?? skip('hubspot_event_not_chosen', `${eventType} is not among the events that make a contact.`);
}

function contact(event: WarpEvent, { properties }: HubspotSettings): HubspotRecord | Skip {
  const email = (event.user.email ?? '').trim().toLowerCase();
  if (email === '') return skip('hubspot_no_email', 'HubSpot knows contacts by their e-mail address, and this event has none.');
  if (isHashed(email)) return skip('hubspot_hashed_email', 'The e-mail address is hashed; HubSpot needs it in the clear.');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return skip('hubspot_invalid_email', 'What was given as e-mail address is none.');
  return recordOf('contacts', 'email', email, event, properties);
}

function company(event: WarpEvent, idProperty: string, { company_properties }: HubspotSettings): HubspotRecord | Skip {
  const domain = eventField(event, 'company_domain');
  if (typeof domain !== 'string') return skip('hubspot_no_company', 'The visitor’s network belongs to no company whose domain is known.');
  return recordOf('companies', idProperty, domain, event, company_properties);
}

function recordOf(object: ObjectType, idProperty: string, id: string, event: WarpEvent, assignments: readonly string[]): HubspotRecord {
  const properties = Object.entries(assignedFields(event, assignments)).map(([name, value]) => [name, String(value)] as const);
  // Whether HubSpot takes an input without properties is not said.
  return { object, idProperty, id, properties: properties.length === 0 ? { [idProperty]: id } : Object.fromEntries(properties) };
}
