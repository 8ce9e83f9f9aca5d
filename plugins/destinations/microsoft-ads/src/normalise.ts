/**
 * Microsoft's normalisation of personal fields, one function a rule; undefined: nothing Microsoft could match.
 * Rules: “Hashed identifiers” in learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration
 */
import { internationalNumber, type Normalise } from '@warp/plugin-sdk';

/** Lower case; before the @, whoever the provider is, without dots and without what follows a plus. */
export function email(text: string): string | undefined {
  const [, user = '', domain = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(text.toLowerCase()) ?? [];
  const [mailbox = ''] = user.replaceAll('.', '').split('+');
  return mailbox === '' ? undefined : `${mailbox}@${domain}`;
}

/** E.164 with its plus. */
export const phone =
  (countryCode: string): Normalise =>
  (text) => {
    const digits = internationalNumber(text, countryCode);
    return digits && `+${digits}`;
  };

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;
