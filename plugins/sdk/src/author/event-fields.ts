import { companyOf, type WarpEvent } from '@warp/contracts';
import { isHashed } from './hashing.js';

/** What a field of a customer record can hold. */
export type FieldValue = string | number | boolean;

/** Names under which an owner finds an event's values when they fill the fields of a vendor's records. */
const EVENT_FIELDS: Readonly<Record<string, (event: WarpEvent) => FieldValue | undefined>> = {
  first_name: ({ user }) => user.firstName,
  last_name: ({ user }) => user.lastName,
  phone: ({ user }) => user.phone,
  street: ({ user }) => user.street,
  city: ({ user }) => user.city,
  state: ({ user }) => user.state,
  zip: ({ user }) => user.zip,
  country: ({ user }) => user.country,
  date_of_birth: ({ user }) => user.dateOfBirth,
  // One that is known by its domain alone has no name to fill a field with.
  company: ({ organisation }) => companyOf(organisation) && organisation?.name,
  company_domain: ({ organisation }) => companyOf(organisation)?.domain?.toLowerCase(),
  visit_country: ({ geo }) => geo?.country,
  user_id: ({ userId }) => userId,
  language: ({ language }) => language,
  page_url: ({ pageUrl }) => pageUrl,
  page_title: ({ pageTitle }) => pageTitle,
  referrer: ({ referrer }) => referrer,
  channel: ({ source }) => source.channel,
  source: ({ source }) => source.source,
  medium: ({ source }) => source.medium,
  campaign: ({ source }) => source.campaign,
  gclid: ({ ids }) => ids.gclid,
  event_type: ({ eventType }) => eventType,
  // A clock that is ahead must not date an event into the future.
  event_time: ({ timestampMs, receivedAtMs }) => new Date(Math.min(timestampMs, receivedAtMs)).toISOString(),
};

const PARAMETER = 'event_data.';

/** An event's value by its name, `event_data.<parameter>` included; undefined when it is empty, hashed, a list or an object. */
export function eventField(event: WarpEvent, name: string): FieldValue | undefined {
  const value = name.startsWith(PARAMETER) ? own(event.eventData, name.slice(PARAMETER.length)) : own(EVENT_FIELDS, name)?.(event);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.toWellFormed().trim();
  return text === '' || isHashed(text) ? undefined : text;
}

/** Not what every object inherits, such as `toString`. */
const own = <V>(values: Readonly<Record<string, V>>, name: string): V | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);

/** Pattern of one entry of a setting that says what fills which field, `first_name=firstname`. @param target pattern of the vendor's names */
export const fieldAssignmentPattern = (target: string): string =>
  `^(${Object.keys(EVENT_FIELDS).join('|')}|event_data\\.[^=\\s]{1,100})=${target}$`;

/** A vendor's fields that an event fills, by assignments such as `first_name=firstname`. */
export function assignedFields(event: WarpEvent, assignments: readonly string[]): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const assignment of assignments) {
    const [name = '', target = ''] = assignment.split('=');
    const value = eventField(event, name);
    if (value !== undefined) fields[target] = value;
  }
  return fields;
}

/** The vendor's fields that assignments name, each once. */
export const assignedNames = (assignments: readonly string[]): readonly string[] => [
  ...new Set(assignments.map((assignment) => assignment.slice(assignment.indexOf('=') + 1))),
];
