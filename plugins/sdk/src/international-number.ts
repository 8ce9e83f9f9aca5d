/**
 * Digits of a phone number with its country code and without plus or leading zeros (ITU-T E.164: at most 15). `+` and `00` announce
 * the country code. A national number takes the given one; without it only a number too long for a national one is taken to be complete.
 * @param countryCode such as `49`; empty: unknown
 * @returns undefined for what is no such number
 */
export function internationalNumber(text: string, countryCode: string): string | undefined {
  // “+49 (0)30 …”: the zero in brackets is dialled inside the country only.
  const digits = text.replace('(0)', '').replace(/\D/g, '');
  const significant = digits.replace(/^0+/, '');
  if (text.trim().startsWith('+') || digits.startsWith('00')) return complete(significant);
  if (countryCode !== '') return complete(countryCode + significant);
  return !digits.startsWith('0') && digits.length >= 11 ? complete(digits) : undefined;
}

const complete = (digits: string): string | undefined => (/^[1-9]\d{6,14}$/.test(digits) ? digits : undefined);
