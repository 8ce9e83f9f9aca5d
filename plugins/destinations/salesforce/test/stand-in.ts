import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

export type SalesforceObject = 'Lead' | 'Contact' | 'Account';

/** A field of an org, as its set-up shows it. */
export interface SalesforceField {
  readonly type: 'string' | 'double' | 'boolean';
  readonly length?: number;
  readonly isRequired?: boolean;
  readonly isExternalId?: boolean;
}

/** A record Salesforce did not write, or a request it refused whole. */
export interface SalesforceRefused {
  readonly id: string;
  readonly statusCode: string;
}

export interface SalesforceStandIn extends Vendor {
  /** Records it wrote. */
  readonly received: readonly Fields[];
  readonly refused: readonly SalesforceRefused[];
  /** The records as they stand; `Owner` is who the assignment rules gave them to. */
  records(object: SalesforceObject): readonly Fields[];
  /** Adds a field, as an administrator does. */
  define(object: SalesforceObject, name: string, field: SalesforceField): void;
  /** What somebody does to a record in Salesforce: changes it, converts it, or has it open. */
  change(object: SalesforceObject, id: string, to: Fields | 'converted' | 'locked' | 'free'): void;
  /** Answers that a limit is reached until told otherwise. */
  exhaust(limit?: 'TotalRequests' | 'ConcurrentRequests'): void;
}

export type Fields = Readonly<Record<string, unknown>>;

interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

interface Stored {
  fields: Fields;
  state: 'converted' | 'locked' | 'free';
}

const text = (length: number, isRequired = false): SalesforceField => ({ type: 'string', length, isRequired });

/** Lengths: Salesforce Field Reference. Required ones: Object Reference. */
const STANDARD_FIELDS: Readonly<Record<SalesforceObject, Readonly<Record<string, SalesforceField>>>> = {
  Lead: { FirstName: text(40), LastName: text(80, true), Company: text(255, true), Email: text(80), Phone: text(40), Street: text(255), City: text(40), PostalCode: text(20) },
  Contact: { FirstName: text(40), LastName: text(80, true), Email: text(80), Phone: text(40), MailingStreet: text(255), MailingCity: text(40), MailingPostalCode: text(20) },
  Account: { Name: text(255, true), Website: text(255), BillingCountry: text(80) },
};

/**
 * Salesforce's REST API on loopback, its rules written from Salesforce's pages, not from the plugin:
 * developer.salesforce.com/docs/platform/api-rest/guide/{resources-composite-sobjects-collections-upsert,headers-autoassign,errorcodes}
 * and the tables of status codes in the SOAP API Developer Guide. Records succeed or fail each on its own, in order; a value of the
 * wrong type refuses the request.
 */
export async function startSalesforceStandIn(token: string): Promise<SalesforceStandIn> {
  const received: Fields[] = [];
  const refused: SalesforceRefused[] = [];
  const fields = structuredClone(STANDARD_FIELDS) as Record<SalesforceObject, Record<string, SalesforceField>>;
  const records: Record<SalesforceObject, Map<string, Stored>> = { Lead: new Map(), Contact: new Map(), Account: new Map() };
  let exhausted: string | undefined;

  const refuse = (status: number, errorCode: string, message: string): VendorAnswer => {
    refused.push({ id: '*', statusCode: errorCode });
    return failure(status, errorCode, message);
  };

  const upsert = (object: SalesforceObject, idField: string, sent: readonly Fields[], assigns: boolean): VendorAnswer => {
    const known = fields[object];
    if (known[idField]?.isExternalId !== true) return refuse(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${idField}`);
    if (sent.length === 0 || sent.length > 200) return refuse(400, 'EXCEEDED_ID_LIMIT', 'record limit reached. cannot submit more than 200 records into this call');
    if (sent.some(({ attributes }) => (attributes as Fields | undefined)?.['type'] !== object)) return refuse(400, 'INVALID_INPUT', 'Include an object type for this collection.');
    const misfit = sent.flatMap((record) => Object.entries(record)).find(([name, value]) => known[name] !== undefined && !isOfType(value, known[name]));
    if (misfit !== undefined) return refuse(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${known[misfit[0]]!.type}`);
    const ids = sent.map(({ [idField]: id }) => (typeof id === 'string' ? id.toLowerCase() : ''));
    const results = sent.map((record, index) => {
      const id = ids[index]!;
      const stored = records[object].get(id);
      const error = saveError(record, id, ids, stored, known, idField);
      if (error !== undefined) {
        refused.push({ id, statusCode: error.statusCode });
        return { success: false, errors: [error] };
      }
      const { attributes: _, ...values } = record;
      records[object].set(id, { fields: { ...stored?.fields, ...values, ...(assigns && { Owner: 'by the rules' }) }, state: 'free' });
      received.push(values);
      return { id: `00Q${[...records[object].keys()].indexOf(id)}`, success: true, created: stored === undefined, errors: [] };
    });
    return { status: 200, body: results };
  };

  const query = (soql: string): VendorAnswer => {
    const object = /^SELECT .+ FROM EntityParticle WHERE EntityDefinition\.QualifiedApiName = '(Lead|Contact|Account)' AND QualifiedApiName IN \(/.exec(soql)?.[1] as SalesforceObject | undefined;
    if (object === undefined) return refuse(400, 'MALFORMED_QUERY', 'unexpected token');
    const asked = [...soql.slice(soql.indexOf(' IN (')).matchAll(/'(\w+)'/g)].map(([, name]) => name!);
    const found = asked.filter((name) => name in fields[object]);
    const particles = found.map((name) => {
      const isId = fields[object][name]?.isExternalId === true;
      return { QualifiedApiName: name, IsCreatable: true, IsUpdatable: true, IsIdLookup: isId || name === 'Email', IsUnique: isId };
    });
    return { status: 200, body: { totalSize: particles.length, done: true, records: particles } };
  };

  const handle = ({ method, path, query: parameters, headers, body }: VendorRequest): VendorAnswer => {
    if (headers['authorization'] !== `Bearer ${token}`) return failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (exhausted !== undefined) return failure(403, 'REQUEST_LIMIT_EXCEEDED', `${exhausted} Limit exceeded.`);
    const [, resource, object, idField] = /^\/services\/data\/v\d+\.0\/(query|composite\/sobjects\/(Lead|Contact|Account)\/(\w+))$/.exec(path) ?? [];
    if (method === 'GET' && resource === 'query') return query(parameters.get('q') ?? '');
    if (method !== 'PATCH' || object === undefined) return failure(404, 'NOT_FOUND', 'The requested resource does not exist');
    const { allOrNone, records: sent } = JSON.parse(body) as { allOrNone?: unknown; records?: unknown };
    if (allOrNone !== false || !Array.isArray(sent)) return refuse(400, 'INVALID_INPUT', 'This stand-in keeps records that others of their request do not harm.');
    return upsert(object as SalesforceObject, idField!, sent as Fields[], String(headers['sforce-auto-assign'] ?? 'TRUE').toUpperCase() !== 'FALSE');
  };

  return {
    ...(await startVendor(handle)),
    received,
    refused,
    records: (object) => [...records[object].values()].map((stored) => stored.fields),
    define: (object, name, field) => (fields[object][name] = field),
    change: (object, id, to) => {
      const stored = records[object].get(id);
      if (stored === undefined) throw new Error(`There is no ${object} ${id}.`);
      if (typeof to === 'string') stored.state = to;
      else stored.fields = { ...stored.fields, ...to };
    },
    exhaust: (limit) => (exhausted = limit),
  };
}

const failure = (status: number, errorCode: string, message: string): VendorAnswer => ({ status, body: [{ errorCode, message }] });

const isOfType = (value: unknown, { type }: SalesforceField): boolean => {
  if (value === null) return true;
  if (type === 'double') return typeof value === 'number' || (typeof value === 'string' && value !== '' && !Number.isNaN(Number(value)));
  return type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string';
};

function saveError(
  record: Fields,
  id: string,
  ids: readonly string[],
  stored: Stored | undefined,
  known: Readonly<Record<string, SalesforceField>>,
  idField: string,
): SaveError | undefined {
  const names = Object.keys(record).filter((name) => name !== 'attributes');
  if (id === '') return { statusCode: 'MISSING_ARGUMENT', message: `${idField} not specified`, fields: [] };
  // All that share an external id fail, not only the second.
  if (ids.filter((other) => other === id).length > 1) return { statusCode: 'DUPLICATE_VALUE', message: `Duplicate external id specified: ${id}`, fields: [idField] };
  const unknown = names.find((name) => known[name] === undefined);
  if (unknown !== undefined) return { statusCode: 'INVALID_FIELD', message: `No such column '${unknown}' on sobject`, fields: [] };
  const long = names.find((name) => String(record[name]).length > (known[name]?.length ?? Infinity));
  if (long !== undefined) return { statusCode: 'STRING_TOO_LONG', message: `${long}: data value too large: ${String(record[long])}`, fields: [long] };
  if (stored?.state === 'converted') return { statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD', message: 'cannot reference converted lead', fields: [] };
  if (stored?.state === 'locked') return { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] };
  const required = Object.keys(known).filter((name) => known[name]?.isRequired === true);
  const missing = required.filter((name) => (name in record || stored === undefined) && !record[name]);
  return missing.length === 0 ? undefined : { statusCode: 'REQUIRED_FIELD_MISSING', message: `Required fields are missing: [${missing.join(', ')}]`, fields: missing };
}
