/**
 * Pinterest's normalisation of personal fields, one function a rule; undefined: nothing Pinterest could match.
 * Rules: `ConversionEventsUserData` of developers.pinterest.com/docs/api/v5/events-create
 */
import { phoneNumber, type Normalise } from '@warp/plugin-sdk';

export const email: Normalise = (text) => (/^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined);

/** Digits with the country code, without a plus or leading zeros. */
export const phone =
  (country: string | undefined): Normalise =>
  (text) =>
    phoneNumber(text, country)?.slice(1);

/** Lower case, and nothing else: Pinterest's reference asks for no more. */
export const name: Normalise = (text) => text.toLowerCase();

/** Lower case without spaces or punctuation. */
export const city: Normalise = (text) => text.toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, '');

/** A two-letter code; a region by its name is left out. */
export const state: Normalise = (text) => (/^[a-z]{2}$/i.test(text) ? text.toLowerCase() : undefined);

/** Digits only: five in the United States; a postcode with letters is left out. */
export const postcode =
  (country: string | undefined): Normalise =>
  (text) => {
    const normal = text.replace(/[\s-]+/g, '');
    if (!/^\d+$/.test(normal)) return undefined;
    return country?.trim().toUpperCase() === 'US' ? /^\d{5}/.exec(normal)?.[0] : normal;
  };

/** ISO 3166-1 alpha-2. */
export const country: Normalise = (text) => (/^[a-z]{2}$/i.test(text) ? text.toLowerCase() : undefined);

/** Year, month, day in one; only dates that begin with the year are free of doubt. */
export function dateOfBirth(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) ? year + month + day : undefined;
}

/** f, m, or n for non-binary. */
export const gender: Normalise = (text) => GENDERS.get(text.toLowerCase());

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['f', 'f'],
  ['female', 'f'],
  ['m', 'm'],
  ['male', 'm'],
  ['n', 'n'],
  ['non-binary', 'n'],
]);

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;
