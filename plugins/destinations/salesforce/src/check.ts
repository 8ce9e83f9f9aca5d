import { assignedNames, type Context, type Outcome } from '@warp/plugin-sdk';
import { FIELDS_SETTING, ID_SETTING } from './faults.js';
import { outcomeOfWhole } from './read.js';
import { queryRequest } from './request.js';
import type { SalesforceSettings } from './settings.js';
import { nameOn, type ObjectName } from './standard-fields.js';

/** What Salesforce says of a field. */
interface Particle {
  readonly QualifiedApiName?: unknown;
  readonly IsCreatable?: unknown;
  readonly IsUpdatable?: unknown;
  readonly IsIdLookup?: unknown;
  readonly IsUnique?: unknown;
}

/** “Test connection”: reads what the fields are that the settings name, and no record. */
export async function check(settings: SalesforceSettings, context: Context): Promise<Outcome> {
  const { object, external_id_field, account_external_id_field: accountId } = settings;
  const people = await checkFields(object, [...assignedNames(settings.fields), 'Email'], external_id_field, settings, context);
  if (people.is !== 'delivered' || !accountId) return people;
  return checkFields('Account', assignedNames(settings.account_fields), accountId, settings, context);
}

async function checkFields(object: ObjectName, assigned: readonly string[], idField: string, settings: SalesforceSettings, context: Context): Promise<Outcome> {
  const names = assigned.map((name) => nameOn(object, name));
  const response = await context.http(queryRequest(settings, fieldsQuery(object, [...names, idField])));
  const particles = recordsOf(response.body);
  if (response.status !== 200 || particles === undefined) return outcomeOfWhole(response, object);
  // Salesforce does not tell names apart by their case.
  const found = new Map(particles.map((particle) => [String(particle.QualifiedApiName).toLowerCase(), particle]));
  const id = found.get(idField.toLowerCase());
  if (id?.IsIdLookup !== true || id.IsUnique !== true)
    return wrong(ID_SETTING[object], 'salesforce_no_external_id', `${object} needs the field ${idField}, marked “External ID” and “Unique”, and the connected user must see it.`);
  const missing = names.filter((name) => !isWritable(found.get(name.toLowerCase())));
  if (missing.length > 0) return wrong(FIELDS_SETTING[object], 'salesforce_invalid_field', `These fields of ${object} are missing, or the connected user may not write them: ${missing.join(', ')}.`);
  return { is: 'delivered' };
}

/** The names are letters, digits and underscores, by the settings' schema. */
const fieldsQuery = (object: ObjectName, names: readonly string[]): string =>
  `SELECT QualifiedApiName, IsCreatable, IsUpdatable, IsIdLookup, IsUnique FROM EntityParticle WHERE EntityDefinition.QualifiedApiName = '${object}' AND QualifiedApiName IN (${names.map((name) => `'${name}'`).join(', ')})`;

const isWritable = (particle: Particle | undefined): boolean => particle?.IsCreatable === true && particle.IsUpdatable === true;

const wrong = (setting: string, code: string, message: string): Outcome => ({ is: 'configuration', code, message, setting });

function recordsOf(body: string): readonly Particle[] | undefined {
  try {
    const { records } = JSON.parse(body) as { records?: unknown };
    return Array.isArray(records) ? (records as readonly Particle[]) : undefined;
  } catch {
    return undefined;
  }
}
