import { isHashed, sha256Hex } from '@warp/plugin-sdk';

/**
 * Microsoft's normalisation of personal fields, one function a rule; undefined: nothing Microsoft could match.
 * Rules: “Hashed identifiers” in learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration
 */
type Normalise = (text: string) => string | undefined;

/** SHA-256 of the normalised text; what is hashed already passes through, and nothing becomes nothing. */
export function hashed(text: string | undefined, normalise: Normalise): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (isHashed(trimmed)) return trimmed.toLowerCase();
  const normal = trimmed === '' ? undefined : normalise(trimmed);
  return normal === undefined || normal === '' ? undefined : sha256Hex(normal);
}

/** Lower case; before the @, whoever the provider is, without dots and without what follows a plus. */
export function email(text: string): string | undefined {
  const [, user = '', domain = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(text.toLowerCase()) ?? [];
  const [mailbox = ''] = user.replaceAll('.', '').split('+');
  return mailbox === '' ? undefined : `${mailbox}@${domain}`;
}

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

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;
