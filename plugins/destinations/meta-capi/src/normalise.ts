/**
 * Meta's normalisation of personal fields, one function a rule; undefined: nothing Meta could match.
 * Rules: developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/customer-information-parameters
 */
import { phoneNumber, type Normalise } from '@warp/plugin-sdk';

/** Dots and what follows a plus stay: only Google rewrites addresses. */
export const email: Normalise = (text) => (/^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined);

/** Digits with the country code, without a plus or leading zeros. */
export const phone =
  (country: string | undefined): Normalise =>
  (text) =>
    phoneNumber(text, country)?.slice(1);

const withoutPunctuationAndSpaces = (text: string): string => text.toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, '');

/** Letters of any script stay. Meta's page is silent about spaces; its own parameter builder takes them out. */
export const name: Normalise = withoutPunctuationAndSpaces;

export const city: Normalise = withoutPunctuationAndSpaces;

/** In the United States the two-letter code, elsewhere the name. */
export const state =
  (country: string | undefined): Normalise =>
  (text) => {
    const normal = withoutPunctuationAndSpaces(text);
    return isUnitedStates(country) && !/^[a-z]{2}$/.test(normal) ? undefined : normal;
  };

/** The first five digits in the United States, elsewhere all of it. */
export const postcode =
  (country: string | undefined): Normalise =>
  (text) => {
    const normal = text.toLowerCase().replace(/[\s-]+/g, '');
    return isUnitedStates(country) ? /^\d{5}/.exec(normal)?.[0] : normal;
  };

/** ISO 3166-1 alpha-2. */
export const country: Normalise = (text) => (/^[a-z]{2}$/i.test(text) ? text.toLowerCase() : undefined);

/** YYYYMMDD, from 1900; only dates that begin with the year are free of doubt. */
export function dateOfBirth(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day) ? year + month + day : undefined;
}

/** f or m. */
export const gender: Normalise = (text) => /^(f|m)(emale|ale)?$/.exec(text.toLowerCase())?.[1];

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;

const isUnitedStates = (code: string | undefined): boolean => code?.trim().toUpperCase() === 'US';
