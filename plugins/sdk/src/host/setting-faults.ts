import type { ErrorObject } from 'ajv';

/** A wrong field: which, by what rule, and a sentence for a person, which never repeats the value. */
export interface SettingFault {
  /** `conversions.0` is the first entry of a list. */
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** What of a JSON Schema the sentences are made from. */
interface Field {
  readonly title?: string;
  /** The plugin's own sentence. */
  readonly errorMessage?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
}

/** A field as a person knows it. */
interface Named {
  readonly name: string;
  /** The schema's own sentence, with the entry's place when it is one of a list. */
  readonly sentence?: string;
}

/** What is wrong, in sentences, one for each field. @param errors of Ajv with `verbose` */
export function faultsOf(schema: Field, errors: readonly ErrorObject[]): readonly SettingFault[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => `${schemaPath}/`);
  const faults = new Map<string, SettingFault>();
  for (const error of errors) {
    // Why each alternative did not fit says less than that none did.
    if (alternatives.some((path) => error.schemaPath.startsWith(path))) continue;
    const fault = faultOf(schema, error);
    if (!faults.has(fault.field)) faults.set(fault.field, fault);
  }
  return [...faults.values()];
}

function faultOf(schema: Field, error: ErrorObject): SettingFault {
  const { missingProperty, additionalProperty } = error.params as { missingProperty?: string; additionalProperty?: string };
  const path = [...error.instancePath.split('/').slice(1), missingProperty ?? additionalProperty].filter((part) => part !== undefined);
  const field = path.join('.');
  if (additionalProperty !== undefined) return { field, rule: 'unknown', message: `There is no setting “${field}”.` };
  const { name, sentence } = named(schema, path);
  if (missingProperty !== undefined) return { field, rule: 'required', message: [`${name} is required.`, sentence].filter(Boolean).join(' ') };
  return { field, rule: error.keyword, message: sentence ?? `${name} ${rule(error)}.` };
}

function named(schema: Field, path: readonly string[]): Named {
  let at: Field | undefined = schema;
  let name = '';
  let place = '';
  for (const part of path) {
    const list: Field | undefined = at?.items;
    at = list ?? at?.properties?.[part];
    if (list === undefined) name = `“${at?.title ?? part}”`;
    place = list === undefined ? '' : `Entry ${Number(part) + 1}`;
  }
  const own = at?.errorMessage;
  return {
    name: place === '' ? name : `${place} of ${name}`,
    ...(own !== undefined && { sentence: place === '' ? own : `${place}: ${own}` }),
  };
}

/** The rule in words, to follow the field's name. */
function rule({ keyword, params, parentSchema, data }: ErrorObject): string {
  const { limit = 0, type = '', format = '', allowedValues, allowedValue } = params as Params;
  switch (keyword) {
    case 'type':
      return `must be ${TYPES[type] ?? type}`;
    case 'enum':
      return `must be ${oneOf(allowedValues ?? [])}`;
    case 'const':
      return `must be ${String(allowedValue)}`;
    case 'anyOf':
      return anyOf((parentSchema as { anyOf: readonly { const?: unknown }[] }).anyOf);
    case 'minLength':
      return data === '' || limit === 1 ? 'is required' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'minItems':
      return `must have at least ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    case 'maxItems':
      return `must have at most ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    case 'uniqueItems':
      return 'must not have the same entry twice';
    case 'format':
      return FORMATS[format] ?? 'is not written as it must be';
    default:
      return 'is not valid';
  }
}

interface Params {
  readonly limit?: number;
  readonly type?: string;
  readonly format?: string;
  readonly allowedValues?: readonly unknown[];
  readonly allowedValue?: unknown;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of settings',
};

const FORMATS: Readonly<Record<string, string>> = {
  uri: 'must be a web address such as https://example.com',
  url: 'must be a web address such as https://example.com',
  email: 'must be an e-mail address',
  hostname: 'must be a domain such as shop.example.com',
  ipv4: 'must be an IPv4 address such as 192.0.2.1',
  ipv6: 'must be an IPv6 address such as 2001:db8::1',
  date: 'must be a date such as 2026-03-31',
  time: 'must be a time such as 09:30:00Z',
  'date-time': 'must be a time such as 2026-03-31T09:30:00Z',
  uuid: 'must be a UUID',
};

const anyOf = (alternatives: readonly { const?: unknown }[]): string =>
  alternatives.every((one) => one.const !== undefined) ? `must be ${oneOf(alternatives.map((one) => one.const))}` : 'is not valid';

/** `a`, `b or c`: the words to choose from. */
function oneOf(values: readonly unknown[]): string {
  const words = values.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
