import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { NASTY_BODIES, NASTY_HEADERS, NASTY_TEXTS, NASTY_VALUES } from './nasty.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
}

export interface FuzzRequest {
  readonly route: Route;
  readonly who: string;
  /** With the query, percent-encoded as it goes over the line, rightly or not. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Every route of an API's document. */
export const routesOf = (document: OpenAPIObject): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: Object.values(requestBody?.content ?? {})[0]?.schema,
    })),
  );

/** What a request may name so that it gets past “there is no such …”. */
export interface Known {
  /** By a parameter's or field's name; `id` by the path before it. */
  idsFor(name: string, path: string): readonly string[];
}

/** Requests of one route: mostly such that hardly anything is wrong with them, so that they get far. */
export function requestsOf(route: Route, document: OpenAPIObject, who: readonly (readonly [name: string, weight: number])[], known: Known): fc.Arbitrary<FuzzRequest> {
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>;
  const textFor = (name: string): fc.Arbitrary<string> => {
    const ids = known.idsFor(name, route.path);
    return fc.oneof(...(ids.length > 0 ? [{ weight: 8, arbitrary: fc.constantFrom(...ids) }] : []), { weight: 2, arbitrary: fc.constantFrom(...NASTY_TEXTS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) });
  };

  const valueOf = (schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> => {
    const right = rightValue(schema, name, depth);
    return fc.oneof({ weight: 14, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...NASTY_VALUES) }, { weight: 1, arbitrary: fc.constantFrom(...NASTY_TEXTS) });
  };

  const rightValue = (given: Schema, name: string, depth: number): fc.Arbitrary<unknown> => {
    const schema = given.$ref === undefined ? given : schemas[given.$ref.split('/').at(-1)!]!;
    if (schema.allOf !== undefined) return fc.tuple(...schema.allOf.map((part) => rightValue(part, name, depth))).map((parts) => (parts.length === 1 ? parts[0] : Object.assign({}, ...parts) as object));
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => rightValue(choice, name, depth)));
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (typeof schema.type === 'object') return fc.oneof(...schema.type.map((type) => rightValue({ ...schema, type }, name, depth)));
    switch (schema.type) {
      case 'null':
        return fc.constant(null);
      case 'object':
        return depth > 4 ? fc.constant({}) : objectOf(schema, depth);
      case 'array':
        return fc.array(valueOf(schema.items ?? {}, name, depth + 1), { maxLength: 3 });
      case 'integer':
      case 'number':
        return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double());
      case 'boolean':
        return fc.boolean();
      default:
        return fc.oneof(textFor(name), ordinaryText(name));
    }
  };

  const objectOf = (schema: Schema, depth: number): fc.Arbitrary<object> => {
    const properties = Object.entries(schema.properties ?? {});
    if (properties.length === 0) return fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...NASTY_TEXTS)), fc.constantFrom(...NASTY_VALUES, ...NASTY_TEXTS), { maxKeys: 3 });
    const record = Object.fromEntries(properties.map(([name, inner]) => [name, valueOf(inner, name, depth + 1)]));
    return fc.record(record, { requiredKeys: (schema.required ?? []).filter((name) => name in record) });
  };

  const path = fc
    .tuple(...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => fc.tuple(fc.constant(name!), fc.oneof({ weight: 12, arbitrary: textFor(name!).map(encoded) }, { weight: 1, arbitrary: fc.constantFrom('%', '%00', '%ff', '%c0%80', '%ed%a0%80', '%2e%2e', '%2f') }))))
    .map((values) => values.reduce((text, [name, value]) => text.replace(`{${name}}`, value), route.path));

  const declared = route.parameters.filter((parameter) => parameter.in === 'query');
  const query = fc
    .tuple(
      fc.subarray([...declared]).chain((some) => fc.tuple(...some.map((parameter) => fc.tuple(fc.constant(parameter.name), queryText(parameter, valueOf))))),
      fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(fc.tuple(fc.constantFrom(...JUNK_NAMES), fc.constantFrom(...NASTY_TEXTS))) }),
    )
    .map(([right, junk]): (readonly [string, string])[] => [...right, ...junk])
    .chain((pairs) =>
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(pairs) },
        { weight: 1, arbitrary: fc.constantFrom([...pairs, ...pairs], ...['[]', '[a]', '[0]'].map((suffix) => pairs.map(([name, value]): [string, string] => [`${name}${suffix}`, value]))) },
      ),
    )
    .map((pairs) => pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&'));

  const body: fc.Arbitrary<readonly [string | undefined, Buffer] | undefined> =
    route.method === 'GET'
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 6, arbitrary: (route.body === undefined ? fc.constant(undefined) : rightValue(route.body, '', 0)).map((value) => (value === undefined ? undefined : (['application/json', Buffer.from(JSON.stringify(value))] as const))) },
          { weight: 2, arbitrary: fc.constantFrom(...NASTY_BODIES) },
        );

  return fc.record({ who: fc.oneof(...who.map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) }))), path, query, body, extra: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...NASTY_HEADERS) }) }).map(({ who: name, path: at, query: asked, body: sent, extra }) => ({
    route,
    who: name,
    url: asked === '' ? at : `${at}?${asked}`,
    headers: { ...(sent?.[0] === undefined ? {} : { 'content-type': sent[0] }), ...extra },
    body: sent?.[1],
  }));
}

/** Of parameters that no route has, or another one has. */
const JUNK_NAMES = ['page', 'cursor', 'limit', 'x', '__proto__', 'constructor', 'a[b]', 'sort', '', '%00'];

const queryText = ({ name, schema = {} }: Parameter, valueOf: (schema: Schema, name: string, depth: number) => fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  valueOf(schema, name, 3).map((value) => (typeof value === 'string' ? value : String(JSON.stringify(value))));

/** What a field of this name usually holds, so that the request is right but for something else. */
const ordinaryText = (name: string): fc.Arbitrary<string> =>
  fc.constantFrom(...(ORDINARY.find(([pattern]) => pattern.test(name))?.[1] ?? ['text', 'a', 'Some name']));

const ORDINARY: readonly (readonly [RegExp, readonly string[]])[] = [
  [/email/, ['new@example.org', 'other@example.org']],
  [/password/, ['a long enough password', 'another long password']],
  [/domain/, ['shop.example', 'www.shop.example']],
  [/^(from|to|date|since|until|day)$|_at$/, ['2026-11-01', '2026-11-28', '2026-11-01T00:00:00Z']],
  [/range/, ['7d', '30d', 'today', '24h']],
  [/timezone/, ['Europe/Berlin', 'UTC']],
  [/url|uri|endpoint/, ['https://shop.example/x', 'http://127.0.0.1:9/']],
  [/plugin/, ['webhook', 'ga4']],
  [/ip|addr|forwarded/, ['203.0.113.7', '[2001:db8::5]:443']],
  [/currency/, ['EUR']],
  [/country/, ['DE']],
  [/totp/, ['123456']],
];

/** As `encodeURIComponent`, which throws for half a surrogate pair: that goes over the line as its three bytes. */
const encoded = (text: string): string =>
  [...text].map((character) => (character.isWellFormed() ? encodeURIComponent(character) : '%ED%A0%80')).join('');
