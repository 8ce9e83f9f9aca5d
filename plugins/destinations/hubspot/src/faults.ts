import type { Outcome } from '@warp/plugin-sdk';
import { isWord, propertyFault, type Answer, type HubspotError, type PropertyFault } from './answer.js';
import type { HubspotRecord, ObjectType } from './record.js';

/** Faults of a property that only its owner can put right, with what is wrong with it. */
const OWNERS_MATTER: Readonly<Record<string, string>> = {
  PROPERTY_DOESNT_EXIST: 'does not exist in HubSpot',
  READ_ONLY_VALUE: 'is read-only in HubSpot',
};

/** The setting that names an object's properties. */
export const PROPERTIES_SETTING: Readonly<Record<ObjectType, string>> = { contacts: 'properties', companies: 'company_properties' };

/** What a refusal means for the records it is about. */
export function outcomeOfFault(error: HubspotError & Answer, object: ObjectType, records: readonly HubspotRecord[]): Outcome {
  const fault = [error, ...(error.errors ?? [])].map(propertyFault).find((found) => found !== undefined);
  const matter = fault && OWNERS_MATTER[fault.word];
  if (fault !== undefined && matter !== undefined)
    return { is: 'configuration', code: codeOf(fault.word), message: `${nameOf(fault, records)} ${matter}.`, setting: PROPERTIES_SETTING[object] };
  if (/by non-unique .*property/.test(String(error.message)))
    return { is: 'configuration', code: 'hubspot_not_unique', message: 'The property that identifies a company must have unique values.', setting: 'company_id_property' };
  if (fault !== undefined)
    return { is: 'permanent', code: codeOf(fault.word), message: `${nameOf(fault, records)} has a value that HubSpot does not take.`, field: fault.property };
  const word = [...(error.errors ?? []).map(({ code }) => code), error.category].find(isWord);
  return { is: 'permanent', code: codeOf(word), message: `HubSpot refused the record${word === undefined ? '' : ` (${word})`}.` };
}

/** A property's name is shown when it was sent; anything else might be a value. */
const nameOf = ({ property }: PropertyFault, records: readonly HubspotRecord[]): string =>
  records.some(({ properties, idProperty }) => Object.hasOwn(properties, property) || idProperty === property) ? `The property ${property}` : 'A property';

const codeOf = (word = 'refused'): string => `hubspot_${word.toLowerCase()}`;
