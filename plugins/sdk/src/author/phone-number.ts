import { getCountryCodeForRegionCode, getRegionCodeForCountryCode, parsePhoneNumber } from 'awesome-phonenumber';
import { countryCode } from './country-code.js';

/** Longer texts are no phone number, and are not worth reading. */
const MAX_LENGTH = 64;

/**
 * A phone number in E.164 (`+493012345`), by Google's own tables (github.com/google/libphonenumber): national and international forms,
 * `00`, trunk zeros, extensions, letters, digits of any script.
 *
 * A number without a country's prefix is completed only by the country it is known to be of, and only when it is a valid number there:
 * a wrong number may be somebody else's.
 * @param country the person's, or else the site's: a code or a name, see `countryCode`; empty or unreadable: unknown
 * @returns undefined for what is no number, or cannot be completed without a guess
 */
export function phoneNumber(text: string, country?: string): string | undefined {
  const typed = text.trim().replace(/^tel:/i, '');
  if (typed === '' || typed.length > MAX_LENGTH) return undefined;
  const region = countryCode(country);
  const national = region === undefined ? undefined : validNumber(typed, region);
  if (national !== undefined) return national;
  const announced = announcedNumber(typed);
  if (announced === undefined) return undefined;
  const parsed = parsePhoneNumber(announced);
  // With its country's prefix a number is complete: a range that is newer than the tables is let through by its length.
  const e164 = parsed.possible ? parsed.number?.e164 : undefined;
  return e164 !== undefined && SHORTEST.test(e164) ? e164 : undefined;
}

/** Some plans have local numbers of two or three digits; with their prefix the shortest in use have seven (Saint Helena). */
const SHORTEST = /^\+\d{7}/;

function validNumber(text: string, regionCode: string): string | undefined {
  if (getCountryCodeForRegionCode(regionCode) === 0) return undefined;
  const parsed = parsePhoneNumber(text, { regionCode });
  return parsed.valid ? parsed.number.e164 : undefined;
}

/** With a plus, where a plus or `00` announces the country's prefix. */
function announcedNumber(text: string): string | undefined {
  if (/^[^\p{Nd}]*[+\uff0b]/u.test(text)) return text;
  const digits = text.normalize('NFKC');
  return /^[^\p{Nd}]*0[^\p{Nd}]*0/u.test(digits) ? digits.replace(/^[^\p{Nd}]*0[^\p{Nd}]*0/u, '+') : undefined;
}

/** The country whose numbers begin with a calling code (`49`); where several share one plan, the one that ITU names first. */
export const countryOfCallingCode = (callingCode: string): string | undefined =>
  countryCode(getRegionCodeForCountryCode(Number(callingCode)));
