import { checkOAuth } from './check-oauth.js';
import type { DestinationPlugin } from '../author/destination.js';
import type { EnrichmentPlugin } from '../author/enrichment.js';

/** The plugin contract's version this SDK speaks. */
export const CONTRACT = 1;

export type Plugin = DestinationPlugin | EnrichmentPlugin;

/** Everything wrong with what a package exports, in sentences; empty: it may be loaded. */
export function checkManifest(exported: unknown): readonly string[] {
  if (typeof exported !== 'object' || exported === null) return ['The default export is not a plugin.'];
  const plugin = exported as Partial<Record<string, unknown>>;
  const faults: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) faults.push(sentence);
  };
  expect(plugin['contract'] === CONTRACT, `contract must be ${CONTRACT}.`);
  expect(isText(plugin['id']) && /^[a-z][a-z0-9-]{0,99}$/.test(plugin['id']), 'id must be lower-case letters, digits and dashes.');
  expect(isText(plugin['name']) && plugin['name'] !== '', 'name is missing.');
  expect(isText(plugin['vendorDocs']) && URL.canParse(plugin['vendorDocs']), 'vendorDocs must be an address.');
  expect(isObject(plugin['settings']) && plugin['settings']['type'] === 'object', 'settings must be an object schema.');
  for (const name of addressesSaidHarmless(plugin['settings'])) expect(false, `settings.${name} is an address, so its x-recipient cannot be false.`);
  for (const name of patternsWithoutSentence(plugin['settings'])) expect(false, `settings.${name} has a pattern, so it needs an errorMessage: what a person reads when the value does not fit.`);
  expect(Array.isArray(plugin['examples']) && plugin['examples'].length > 0, 'examples must hold at least one example.');
  if (plugin['kind'] === 'destination') checkDestination(plugin, expect);
  else if (plugin['kind'] === 'enrichment') checkEnrichment(plugin, expect);
  else faults.push('kind must be destination or enrichment: export what defineDestination or defineEnrichment returns.');
  return faults;
}

/** Addresses decide where secrets go, whatever their plugin says. */
function addressesSaidHarmless(settings: unknown): readonly string[] {
  const declared = isObject(settings) && isObject(settings['properties']) ? settings['properties'] : {};
  return Object.entries(declared).flatMap(([name, field]) =>
    isObject(field) && field['x-recipient'] === false && ADDRESS_FORMATS.includes(String(field['format'])) ? [name] : [],
  );
}

/** Nobody can read a pattern. @returns names of the fields, those of a list's entries as `name[]` */
function patternsWithoutSentence(schema: unknown, name = ''): readonly string[] {
  if (!isObject(schema)) return [];
  const own = schema['pattern'] !== undefined && (!isText(schema['errorMessage']) || schema['errorMessage'] === '') ? [name] : [];
  const fields = Object.entries(isObject(schema['properties']) ? schema['properties'] : {});
  return [...own, ...fields.flatMap(([key, field]) => patternsWithoutSentence(field, name === '' ? key : `${name}.${key}`)), ...patternsWithoutSentence(schema['items'], `${name}[]`)];
}

/** Formats of JSON Schema that name a host. */
const ADDRESS_FORMATS: readonly string[] = ['uri', 'url', 'uri-reference', 'iri', 'hostname', 'idn-hostname', 'ipv4', 'ipv6'];

type Expect = (holds: boolean, sentence: string) => void;

function checkDestination(plugin: Partial<Record<string, unknown>>, expect: Expect): void {
  const { consent, limits, delivery } = plugin;
  expect(Array.isArray(consent) && consent.every((purpose) => purpose === 'analytics' || purpose === 'marketing'), 'consent must list analytics and marketing.');
  expect(typeof plugin['map'] === 'function', 'map is missing.');
  expect(isObject(limits) && isPositive(limits['maxAgeHours']) && isPositive(limits['concurrency']), 'limits.maxAgeHours and limits.concurrency must be positive.');
  const batch = isObject(limits) ? limits['batch'] : undefined;
  expect(isObject(batch) && isPositive(batch['maxEvents']) && isPositive(batch['maxBytes']), 'limits.batch needs maxEvents and maxBytes.');
  const isHttp = isObject(delivery) && delivery['via'] === 'http' && typeof delivery['request'] === 'function';
  const isCustom = isObject(delivery) && delivery['via'] === 'custom' && typeof delivery['send'] === 'function';
  expect(isHttp || isCustom, 'delivery must be via http with request, or via custom with send.');
  if (plugin['oauth'] !== undefined) for (const fault of checkOAuth(plugin['oauth'], plugin['settings'])) expect(false, fault);
}

function checkEnrichment(plugin: Partial<Record<string, unknown>>, expect: Expect): void {
  expect(Array.isArray(plugin['needs']), 'needs must be a list.');
  expect(Array.isArray(plugin['provides']) && plugin['provides'].length > 0, 'provides must name at least one field.');
  expect(typeof plugin['key'] === 'function' && typeof plugin['open'] === 'function', 'key and open are needed.');
  expect(isPositive(plugin['budgetMs']), 'budgetMs must be positive.');
  expect(isObject(plugin['cache']) && isObject(plugin['batch']), 'cache and batch are needed.');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0;
