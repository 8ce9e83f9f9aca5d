import { readFileSync } from 'node:fs';
import type { Organisation } from '@warp/plugin-sdk';
import type { System } from './network-table.js';

type Kind = NonNullable<Organisation['kind']>;

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as T;

const { source: _source, date: _date, ...networks } = read<{ source: string; date: string } & Record<Kind, readonly number[]>>('networks');
const words = read<{ rules: readonly { kind: Kind; words: readonly string[] }[] }>('words');

/** Kinds by number. A number that stands under several is the first one's. */
const byNumber = new Map<number, Kind>();
for (const [kind, numbers] of Object.entries(networks)) for (const number of numbers) if (!byNumber.has(number)) byNumber.set(number, kind as Kind);

/** As many addresses no company needs for itself; whoever has them gives them on. */
const PROVIDER_ADDRESSES = 1 << 18;

/** What kind of organisation a network is, and how sure that is, 0 to 1. */
export interface KindVerdict {
  readonly kind: Kind;
  readonly confidence: number;
}

/**
 * By the table of numbers first (0.95), then by words in the name (0.8), in the order of the rules. A name that says nothing is a
 * provider's when the network is large, and a company's otherwise: most small systems are companies that route their own
 * addresses, but not all, so that is worth 0.5.
 */
export function kindOf({ asn, name, addresses }: System): KindVerdict {
  const known = byNumber.get(asn);
  if (known !== undefined) return { kind: known, confidence: 0.95 };
  const text = ` ${name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')} `;
  const rule = words.rules.find((candidate) => candidate.words.some((word) => text.includes(word)));
  if (rule !== undefined) return { kind: rule.kind, confidence: 0.8 };
  return addresses >= PROVIDER_ADDRESSES ? { kind: 'isp', confidence: 0.5 } : { kind: 'business', confidence: 0.5 };
}
