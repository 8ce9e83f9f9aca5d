import { readFileSync } from 'node:fs';
import type { Organisation } from '@warp/plugin-sdk';
import { plainName, wordsPattern } from './name-words.js';
import type { System } from './systems.js';

type Kind = NonNullable<Organisation['kind']>;

/** What kind of organisation a network belongs to, and how sure that is, 0 to 1. */
export interface Verdict {
  readonly kind: Kind;
  readonly confidence: number;
  /** The organisation's own, where the table of numbers has it. */
  readonly domain?: string;
  /** The right name, where the registries' is wrong. */
  readonly name?: string;
}

interface Operator {
  readonly operator: string;
  readonly kind: Kind;
  readonly domain?: string;
  readonly name?: string;
  readonly asns: readonly number[];
}

interface Rule {
  readonly kind: Kind;
  readonly confidence: number;
  readonly words: readonly string[];
}

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as T;

const { operators } = read<{ operators: readonly Operator[] }>('networks');
const { rules } = read<{ rules: readonly Rule[] }>('words');

const BY_NUMBER = 0.95;
const byNumber = new Map<number, Verdict>(
  operators.flatMap(({ kind, domain, name, asns }) => {
    const verdict = { kind, confidence: BY_NUMBER, ...(domain !== undefined && { domain }), ...(name !== undefined && { name }) };
    return asns.map((asn) => [asn, verdict] as const);
  }),
);

const byWords = rules.map(({ kind, confidence, words }) => ({ pattern: wordsPattern(words), verdict: { kind, confidence } }));

/** As many addresses hardly a company needs for itself; whoever has them gives them on. */
const PROVIDER_ADDRESSES = 1 << 18;
const LARGE: Verdict = { kind: 'isp', confidence: 0.5 };
const SMALL: Verdict = { kind: 'business', confidence: 0.4 };

/**
 * By the table of numbers, then by the first rule with a word of the name, then by size: a name that says nothing is a
 * provider's when the network is large and a company's otherwise, which is hardly better than a guess and says so.
 * @returns undefined when there is neither a number in the table nor a name
 */
export function kindOf({ asn, name, addresses }: System): Verdict | undefined {
  const known = byNumber.get(asn);
  if (known !== undefined || name === undefined) return known;
  const plain = plainName(name);
  const rule = byWords.find(({ pattern }) => pattern.test(plain));
  return rule?.verdict ?? (addresses >= PROVIDER_ADDRESSES ? LARGE : SMALL);
}
