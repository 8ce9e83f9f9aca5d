import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

export type HubspotObject = 'contacts' | 'companies';

/** A property of an account, as its settings page shows it. */
export interface HubspotProperty {
  readonly type: 'string' | 'number' | 'bool';
  readonly isUnique?: boolean;
  readonly isReadOnly?: boolean;
}

/** An input HubSpot did not write, or a request it refused whole. */
export interface HubspotRefused {
  readonly id: string;
  readonly reason: string;
}

export interface HubspotStandIn extends Vendor {
  /** Inputs it wrote. */
  readonly received: readonly Input[];
  readonly refused: readonly HubspotRefused[];
  /** Addresses that it never takes again. */
  readonly blocked: readonly string[];
  /** The records as they stand. */
  records(object: HubspotObject): readonly Properties[];
  /** Adds a property, as an owner does. */
  define(object: HubspotObject, name: string, property: HubspotProperty): void;
  /** Answers 429 until told otherwise. */
  exhaust(policy?: 'TEN_SECONDLY_ROLLING' | 'DAILY'): void;
}

type Properties = Readonly<Record<string, string>>;

interface Input {
  readonly id: string;
  readonly idProperty: string;
  readonly properties: Properties;
  readonly objectWriteTraceId?: string;
}

interface Fault {
  readonly error: string;
  readonly name: string;
}

const OWN_PROPERTIES: Readonly<Record<HubspotObject, Readonly<Record<string, HubspotProperty>>>> = {
  contacts: {
    email: { type: 'string', isUnique: true },
    ...Object.fromEntries(['firstname', 'lastname', 'phone', 'address', 'city', 'state', 'zip', 'country', 'company'].map((name) => [name, { type: 'string' } as const])),
    createdate: { type: 'string', isReadOnly: true },
  },
  // A company's domain is not unique (guide to companies, “upsert”).
  companies: { name: { type: 'string' }, domain: { type: 'string' }, numberofemployees: { type: 'number' } },
};

/**
 * HubSpot's objects and properties on loopback, their rules written from HubSpot's pages, not from the plugin:
 * developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts/batch/upsert-contacts, …/crm/properties/batch/get-properties,
 * …/docs/api-reference/crm-contacts-v3/basic/post-crm-v3-objects-contacts-gdpr-delete,
 * …/docs/api-reference/error-handling and …/docs/developer-tooling/platform/usage-guidelines. Where every input has a trace id of
 * its own, bad ones fail alone with 207; else one bad input refuses all. An id twice refuses all in any case.
 */
export async function startHubspotStandIn(token: string): Promise<HubspotStandIn> {
  const received: Input[] = [];
  const refused: HubspotRefused[] = [];
  const blocked: string[] = [];
  const properties = structuredClone(OWN_PROPERTIES) as Record<HubspotObject, Record<string, HubspotProperty>>;
  const records = { contacts: new Map<string, Properties>(), companies: new Map<string, Properties>() };
  let exhausted: string | undefined;

  const refuse = (reason: string, inputs: readonly Input[] = []): VendorAnswer => {
    refused.push(...(inputs.length === 0 ? [{ id: '*' }] : inputs).map(({ id }) => ({ id: String(id), reason })));
    return failure(400, 'VALIDATION_ERROR', reason);
  };

  const write = (object: HubspotObject, input: Input): object => {
    const id = input.id.toLowerCase();
    const before = records[object].get(id);
    records[object].set(id, { [input.idProperty]: id, ...before, ...input.properties });
    received.push(input);
    return { id: String([...records[object].keys()].indexOf(id) + 1), new: before === undefined, properties: records[object].get(id), objectWriteTraceId: input.objectWriteTraceId };
  };

  const upsert = (object: HubspotObject, inputs: readonly Input[]): VendorAnswer => {
    const known = properties[object];
    if (!inputs.every(isInput)) return refuse('Invalid input JSON', inputs);
    const stranger = inputs.find(({ idProperty }) => known[idProperty]?.isUnique !== true);
    if (stranger !== undefined) return refuse(`Unable to perform update/upsert by non-unique ${object === 'contacts' ? '0-1' : '0-2'} property ${stranger.idProperty} in portal ID 1`, inputs);
    const ids = inputs.map(({ id }) => id.toLowerCase());
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length > 0) return refuse(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`, inputs);
    const judged = inputs.map((input) => ({ input, fault: faultOf(object, input, known) }));
    const bad = judged.flatMap(({ input, fault }) => (fault === undefined ? [] : [{ input, fault }]));
    const traceIds = new Set(inputs.map(({ objectWriteTraceId }) => objectWriteTraceId));
    const isTraced = !traceIds.has(undefined) && traceIds.size === inputs.length;
    if (bad[0] !== undefined && !isTraced) return refuse(sentenceOf(bad[0].fault), inputs);
    refused.push(...bad.map(({ input, fault }) => ({ id: input.id, reason: `${fault.error} ${fault.name}` })));
    const results = judged.filter(({ fault }) => fault === undefined).map(({ input }) => write(object, input));
    const errors = bad.map(({ input, fault }) => ({ status: 'error', category: 'VALIDATION_ERROR', message: sentenceOf(fault), context: { objectWriteTraceId: [input.objectWriteTraceId] } }));
    return { status: errors.length > 0 ? 207 : 200, body: { status: 'COMPLETE', results, ...(errors.length > 0 && { numErrors: errors.length, errors }) } };
  };

  const readProperties = (object: HubspotObject, names: readonly { readonly name: string }[]): VendorAnswer => {
    const [found, missing] = [names.filter(({ name }) => name in properties[object]), names.filter(({ name }) => !(name in properties[object]))];
    const results = found.map(({ name }) => {
      const { type, isUnique = false, isReadOnly = false } = properties[object][name]!;
      return { name, type, hasUniqueValue: isUnique, modificationMetadata: { readOnlyValue: isReadOnly } };
    });
    return { status: missing.length > 0 ? 207 : 200, body: { status: 'COMPLETE', results, numErrors: missing.length } };
  };

  const lookUp = (id: string, idProperty: string | null): VendorAnswer => {
    const at = idProperty === 'email' ? [...records.contacts.keys()].indexOf(id.toLowerCase()) : -1;
    return at === -1 ? failure(404, 'OBJECT_NOT_FOUND', 'resource not found') : { status: 200, body: { id: String(at + 1), properties: {} } };
  };

  /** An address that is not found is never taken again (“Permanently delete a contact”). */
  const eraseContact = ({ objectId, idProperty }: { objectId?: unknown; idProperty?: unknown }): VendorAnswer => {
    if (typeof objectId !== 'string') return refuse('objectId is required');
    const address = idProperty === 'email' ? objectId.toLowerCase() : [...records.contacts.keys()][Number(objectId) - 1];
    if (address === undefined) return failure(404, 'OBJECT_NOT_FOUND', 'resource not found');
    if (!records.contacts.delete(address)) blocked.push(address);
    return { status: 204 };
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    if (exhausted !== undefined) return { status: 429, body: { status: 'error', message: 'You have reached your limit.', errorType: 'RATE_LIMIT', policyName: exhausted } };
    if (headers['authorization'] !== `Bearer ${token}`) return failure(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.');
    const contact = /^\/crm\/v3\/objects\/contacts\/([^/]+)$/.exec(path)?.[1];
    if (method === 'GET' && contact !== undefined) return lookUp(decodeURIComponent(contact), query.get('idProperty'));
    if (method === 'POST' && contact === 'gdpr-delete') return eraseContact(JSON.parse(body) as { objectId?: unknown; idProperty?: unknown });
    const [, kind, written, read] = /^\/crm\/(?:(objects)\/2026-03\/(contacts|companies)\/batch\/upsert|properties\/2026-03\/(contacts|companies)\/batch\/read)$/.exec(path) ?? [];
    if (method !== 'POST' || (written ?? read) === undefined) return failure(404, 'OBJECT_NOT_FOUND', 'resource not found');
    const { inputs } = JSON.parse(body) as { inputs?: unknown };
    if (!Array.isArray(inputs) || inputs.length === 0 || inputs.length > 100) return refuse('inputs must hold 1 to 100 entries');
    return kind === undefined ? readProperties(read as HubspotObject, inputs) : upsert(written as HubspotObject, inputs as Input[]);
  };
  return {
    ...(await startVendor(handle)),
    received,
    refused,
    blocked,
    records: (object) => [...records[object].values()],
    define: (object, name, property) => (properties[object][name] = property),
    exhaust: (policy) => (exhausted = policy),
  };
}

const failure = (status: number, category: string, message: string): VendorAnswer => ({ status, body: { status: 'error', message, correlationId: 'a-stand-in', category } });

const isText = (value: unknown): value is string => typeof value === 'string';

const isInput = ({ id, idProperty, properties }: Input): boolean =>
  isText(id) && id !== '' && isText(idProperty) && typeof properties === 'object' && Object.values(properties).every(isText);

/** Empty values clear a property; any other must be of its type. */
function faultOf(object: HubspotObject, { id, idProperty, properties }: Input, known: Readonly<Record<string, HubspotProperty>>): Fault | undefined {
  if (object === 'contacts' && idProperty === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(id)) return { error: 'INVALID_EMAIL', name: 'email' };
  for (const [name, value] of Object.entries(properties)) {
    const property = known[name];
    if (property === undefined) return { error: 'PROPERTY_DOESNT_EXIST', name };
    if (property.isReadOnly === true) return { error: 'READ_ONLY_VALUE', name };
    if (property.type === 'number' && value !== '' && Number.isNaN(Number(value))) return { error: 'INVALID_INTEGER', name };
    if (property.type === 'bool' && !['', 'true', 'false'].includes(value)) return { error: 'INVALID_OPTION', name };
    if (value.length > 65_536) return { error: 'INVALID_STRING_LENGTH', name };
  }
  return undefined;
}

const sentenceOf = ({ error, name }: Fault): string => `Property values were not valid: ${JSON.stringify([{ isValid: false, message: `${name} was not valid`, error, name, portalId: 1 }])}`;
