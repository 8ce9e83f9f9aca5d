/**
 * TikTok's normalisation of personal fields, one function a rule; undefined: nothing TikTok could match.
 * TikTok's page on parameters could not be read; the README says which rule comes from where.
 */
import { phoneNumber, type Normalise } from '@warp/plugin-sdk';

export const email: Normalise = (text) => (/^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined);

/** E.164 with its plus. */
export const phone =
  (country: string | undefined): Normalise =>
  (text) =>
    phoneNumber(text, country);

/** Lower case without punctuation; letters of any script stay. */
export const name: Normalise = (text) => text.toLowerCase().replace(/[\p{P}\p{S}\s]+/gu, '');

/** Lower case without spaces and dashes; the first five digits in the United States. */
export const postcode =
  (country: string | undefined): Normalise =>
  (text) => {
    const normal = text.toLowerCase().replace(/[\s-]+/g, '');
    return country?.trim().toUpperCase() === 'US' ? /^\d{5}/.exec(normal)?.[0] : normal;
  };

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;
