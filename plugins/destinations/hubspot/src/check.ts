import { assignedNames, type Context, type Outcome } from '@warp/plugin-sdk';
import { parseAnswer, type Result } from './answer.js';
import { hubspotRequest } from './delivery.js';
import { PROPERTIES_SETTING } from './faults.js';
import { outcomeOfWhole } from './read.js';
import type { ObjectType } from './record.js';
import type { HubspotSettings } from './settings.js';

/** “Test connection”: reads the properties the settings name, and no record. */
export async function check(settings: HubspotSettings, context: Context): Promise<Outcome> {
  const contacts = await checkProperties('contacts', assignedNames(settings.properties), settings, context);
  const { company_id_property: own } = settings;
  if (contacts.is !== 'delivered' || !own) return contacts;
  return checkProperties('companies', [...assignedNames(settings.company_properties), own], settings, context);
}

async function checkProperties(object: ObjectType, names: readonly string[], settings: HubspotSettings, context: Context): Promise<Outcome> {
  // Asked for even when the owner named none: the answer tells whether the token is right.
  const inputs = (names.length === 0 ? ['email'] : names).map((name) => ({ name }));
  const response = await context.http(hubspotRequest(settings, `crm/properties/${settings.api_version}/${object}/batch/read`, { archived: false, inputs }));
  const answer = parseAnswer(response.body);
  if (answer?.results === undefined || response.status > 207) return outcomeOfWhole(response, answer, object);
  const found = new Map(answer.results.map((property) => [property.name, property]));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) return wrong(object, 'hubspot_property_doesnt_exist', `HubSpot has no ${missing.join(', ')} among the properties of ${object}.`);
  const readOnly = names.filter((name) => isReadOnly(found.get(name)));
  if (readOnly.length > 0) return wrong(object, 'hubspot_read_only_value', `HubSpot does not let these properties of ${object} be written: ${readOnly.join(', ')}.`);
  const { company_id_property: own } = settings;
  if (object === 'companies' && found.get(own)?.hasUniqueValue !== true)
    return { is: 'configuration', code: 'hubspot_not_unique', message: `The property ${own} must have unique values.`, setting: 'company_id_property' };
  return { is: 'delivered' };
}

const isReadOnly = (property: Result | undefined): boolean => property?.modificationMetadata?.readOnlyValue === true;

const wrong = (object: ObjectType, code: string, message: string): Outcome => ({ is: 'configuration', code, message, setting: PROPERTIES_SETTING[object] });
