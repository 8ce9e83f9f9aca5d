import { isHashed, sha256Hex } from '@warp/plugin-sdk';

/**
 * TikTok's normalisation of personal fields, one function a rule; undefined: nothing TikTok could match.
 * TikTok's page on parameters could not be read; the README says which rule comes from where.
 */
type Normalise = (text: string) => string | undefined;

/** SHA-256 of the normalised text; what is hashed already passes through, and nothing becomes nothing. */
export function hashed(text: string | undefined, normalise: Normalise): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (isHashed(trimmed)) return trimmed.toLowerCase();
  const normal = trimmed === '' ? undefined : normalise(trimmed);
  return normal === undefined || normal === '' ? undefined : sha256Hex(normal);
}

export const email: Normalise = (text) => (/^[^\s@]+@[^\s@]+$/.test(text) ? text.toLowerCase() : undefined);

/**
 * E.164 with its plus: at most 15 digits, the country code first. A national number takes the given code; without one only a
 * number too long for a national one is taken to be complete.
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
