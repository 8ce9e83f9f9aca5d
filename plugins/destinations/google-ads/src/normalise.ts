/**
 * Google's normalisation of personal fields, one function a rule; undefined: nothing Google could match.
 * Rules: developers.google.com/data-manager/api/devguides/concepts/formatting and Google's own formatter,
 * github.com/googleads/data-manager-java, UserDataFormatter.
 */
import { phoneNumber, type Normalise } from '@warp/plugin-sdk';

/** Domains whose mailboxes are the same with and without dots, and whatever follows a plus. */
const GMAIL: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

export function email(text: string): string | undefined {
  const [, mailbox = '', domain = ''] = /^([^@]+)@([^@]+)$/.exec(text.replace(/\s+/g, '').toLowerCase()) ?? [];
  const name = GMAIL.has(domain) ? mailbox.replace(/\+.*$/, '').replaceAll('.', '') : mailbox;
  return name === '' ? undefined : `${name}@${domain}`;
}

/** E.164 with its plus. */
export const phone =
  (country: string | undefined): Normalise =>
  (text) =>
    phoneNumber(text, country);

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
