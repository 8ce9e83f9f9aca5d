import { PRIVATE_PARAMETERS, type WarpEvent } from '@warp/contracts';
import { hideSecrets } from './plugin-context.js';

/** Longest text that is kept of what a vendor said. */
export const MOST_CHARACTERS = 500;

/** Values this short are not looked for: they stand in too many words. */
const LEAST_CHARACTERS = 3;

const PATTERNS = PRIVATE_PARAMETERS.patterns.map(({ pattern }) => new RegExp(pattern, 'g'));

/** `?email=…` and `token: …`, quoted or not: what stands after a name of the table is private whatever it looks like. */
const NAMED = new RegExp(
  `(?<![\\w-])(${PRIVATE_PARAMETERS.parameters.flatMap(({ names }) => names).map((name) => name.replace(/[^\w-]/g, '\\$&')).join('|')})(["']?\\s*[=:]\\s*["']?)[^\\s"'&,;<>{}\\[\\]()]+`,
  'gi',
);

/** Credentials of an Authorization header (RFC 9110, 11.6.2). */
const CREDENTIALS = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi;

/** The part of an address that names a person or carries a key: user information and the query. */
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/gi;

/** Keys, tokens and hashes have no spaces, and digits among their letters; words of error codes have none, and ids of events and requests (UUIDs) say nothing. */
const OPAQUE = /[A-Za-z0-9_+=-]{24,}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Text of somebody else's as it may be stored and shown: on one line, at most 500 characters, without secrets, personal data,
 * and what looks like a key.
 * @param secrets and @param personal values that are known; anything else is found by its form
 */
export function cleanText(text: string, secrets: readonly string[], personal: readonly string[] = []): string {
  const { replacement } = PRIVATE_PARAMETERS;
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .trim();
  const known = personal.reduce((left, value) => withoutValue(left, value, replacement), hideSecrets(line, encodings(secrets)));
  const addressed = known.replace(ADDRESS, withoutQuery).replace(CREDENTIALS, `$1 ${replacement}`).replace(NAMED, `$1$2${replacement}`);
  const clean = PATTERNS.reduce((left, pattern) => left.replace(pattern, replacement), addressed).replace(OPAQUE, (word) => (isKey(word) ? replacement : word));
  return cut(clean);
}

/** What of events is personal, as a vendor's answer may quote it. */
export const personalValues = (events: readonly WarpEvent[]): readonly string[] => [
  ...new Set(
    events
      .flatMap(({ user, ipAddress, userId, visitorId, userAgent }): unknown[] => [...Object.values<unknown>({ ...user }), ipAddress, userId, visitorId, userAgent])
      .filter((value): value is string => typeof value === 'string' && value.trim().length >= LEAST_CHARACTERS)
      .map((value) => value.trim()),
  ),
];

/** Whole words only: “Ann” is not in “cannot”. */
function withoutValue(text: string, value: string, replacement: string): string {
  if (!text.toLowerCase().includes(value.toLowerCase())) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, replacement);
}

/** A secret that came by an address comes back as it stood there. */
const encodings = (secrets: readonly string[]): readonly string[] => [
  ...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)])),
];

function withoutQuery(address: string): string {
  const [head = ''] = address.split(/[?#]/);
  return `${head.replace(/\/\/[^/]*@/, '//')}${head === address ? '' : '?…'}`;
}

const isKey = (word: string): boolean => /[0-9]/.test(word) && /[A-Za-z]/.test(word) && !UUID.test(word);

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…` : text;
}
