import type { Organisation } from '@warp/plugin-sdk';
import { parse } from 'tldts-icann';
import { PROVIDER_WORDS } from './words.js';

/** Words of a name that are not its own: `ag`, `and`, `group`. */
const COMMON = new Set(['group', 'holding', 'corp', 'corporation', 'company', 'limited', 'gmbh', 'inc', 'llc', 'ltd', 'and', 'und', 'the', 'der', 'des', 'für', 'for', 'of', 'de']);

/** Whether a domain is an organisation's: by its known domain, a word of its name, the whole name, or its initials. */
export function isOwner({ name, domain: known }: Organisation, domain: string): boolean {
  if (known === domain) return true;
  const label = parse(domain).domainWithoutSuffix ?? '';
  const words = plain(name ?? '').split(' ').filter((word) => word !== '');
  const own = label.split('-').filter((part) => part.length >= 3 && !COMMON.has(part));
  const compact = label.replaceAll('-', '');
  return own.some((part) => words.includes(part)) || (compact.length >= 4 && words.join('').startsWith(compact)) || isInitials(compact, words);
}

/** `bmw` of “Bayerische Motoren Werke AG” */
const isInitials = (label: string, words: readonly string[]): boolean => label.length >= 3 && words.map(([first]) => first).join('').startsWith(label);

/** Letters and digits in lower case, without accents, one space between words. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether the domain's own name says that its owner sells lines or machines: whoever is behind such a name may be a customer. */
export function isProviders(domain: string): boolean {
  const label = parse(domain).domainWithoutSuffix ?? '';
  return PROVIDER_WORDS.some((word) => label.startsWith(word) || label.endsWith(word));
}
