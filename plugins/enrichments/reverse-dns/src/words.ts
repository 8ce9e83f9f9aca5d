import { readFileSync } from 'node:fs';
import type { Organisation } from '@warp/plugin-sdk';

export type Kind = NonNullable<Organisation['kind']>;

interface Table {
  readonly zones: readonly { readonly kind: Kind; readonly domains: readonly string[] }[];
  readonly words: readonly { readonly kind: Kind; readonly confidence: number; readonly words: readonly string[] }[];
  readonly gateways: readonly string[];
  readonly mail: readonly string[];
  readonly providers: readonly string[];
}

const table = JSON.parse(readFileSync(new URL('../data/host-names.json', import.meta.url), 'utf8')) as Table;

/** Registrable domains in which providers name their customers' lines and machines. */
export const ZONES: ReadonlyMap<string, Kind> = new Map(table.zones.flatMap(({ kind, domains }) => domains.map((domain) => [domain, kind] as const)));

/** Words that tell what a line or machine is, the first rule first. */
export const LINE_WORDS: readonly { readonly kind: Kind; readonly confidence: number; readonly words: ReadonlySet<string> }[] = table.words.map((rule) => ({
  ...rule,
  words: new Set(rule.words),
}));

/** Machines through which the people of an office reach the internet. */
export const GATEWAY_WORDS: ReadonlySet<string> = new Set(table.gateways);

/** Machines that carry an organisation's mail. */
export const MAIL_WORDS: ReadonlySet<string> = new Set(table.mail);

/** Parts of domains whose owner sells lines or machines. */
export const PROVIDER_WORDS: readonly string[] = table.providers;
