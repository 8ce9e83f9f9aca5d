import { isHashed, sha256Hex } from '@warp/plugin-sdk';

/**
 * Google's normalisation of personal fields, one function a rule; undefined: nothing Google could match.
 * Rules: developers.google.com/data-manager/api/devguides/concepts/formatting and Google's own formatter,
 * github.com/googleads/data-manager-java, UserDataFormatter.
 */
type Normalise = (text: string) => string | undefined;

/** SHA-256 of the normalised text; what is hashed already passes through, and nothing becomes nothing. */
export function hashed(text: string | undefined, normalise: Normalise): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (isHashed(trimmed)) return trimmed.toLowerCase();
  const normal = trimmed === '' ? undefined : normalise(trimmed);
  return normal === undefined || normal === '' ? undefined : sha256Hex(normal);
}

/** Domains whose mailboxes are the same with and without dots, and whatever follows a plus. */
const GMAIL: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

export function email(text: string): string | undefined {
  const [, mailbox = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(text.replace(/\s+/g, '').toLowerCase()) ?? [];
  const name = GMAIL.has(domain) ? mailbox.replace(/\+.*$/, '').replaceAll('.', '') : mailbox;
  return name === '' ? undefined : `${name}@${domain}`;
}

/**
 * E.164 with its plus: at most 15 digits, the country code first. `+` and `00` announce the country code. A national number
 * takes the given code; without one only a number too long for a national one is taken to be complete.
 */
export function phone(countryCode: string): Normalise {
  return (text) => {
    // “+49 (0)30 …”: the zero in brackets is dialled inside the country only.
    const digits = text.replace('(0)', '').replace(/\D/g, '');
    const significant = digits.replace(/^0+/, '');
    if (text.startsWith('+') || digits.startsWith('00')) return e164(significant);
    if (countryCode !== '') return e164(countryCode + significant);
    return !digits.startsWith('0') && digits.length >= 11 ? e164(digits) : undefined;
  };
}

const e164 = (digits: string): string | undefined => (/^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined);

/** Titles before a given name and what follows a family name, as Google's formatter leaves them out. */
const PREFIX = /^(?:(?:mr|mrs|ms|dr)\.\s*)+/;
const SUFFIX = /(?:(?:,\s*|\s+)(?:jr\.?|sr\.?|2nd|3rd|ii|iii|iv|v|vi|cpa|dc|dds|vm|jd|md|phd))+$/;

export const givenName: Normalise = (text) => withoutPunctuation(text.toLowerCase().replace(PREFIX, ''));

export const familyName: Normalise = (text) => withoutPunctuation(text.toLowerCase().replace(SUFFIX, ''));

/** Letters of any script and the spaces between them stay. */
const withoutPunctuation = (text: string): string => text.replace(/[\p{P}\p{S}]+/gu, '').trim();

/** ISO 3166-1 alpha-2, not hashed. */
export const regionCode = (text: string | undefined): string | undefined => /^[A-Z]{2}$/.exec(text?.trim().toUpperCase() ?? '')?.[0];

/** Not hashed. */
export const postalCode = (text: string | undefined): string | undefined => text?.trim() || undefined;
