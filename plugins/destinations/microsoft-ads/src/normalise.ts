/**
 * Microsoft's normalisation of personal fields, one function a rule; undefined: nothing Microsoft could match.
 * Rules: “Hashed identifiers” in learn.microsoft.com/en-us/advertising/guides/uet-conversion-api-integration
 */
import { phoneNumber, type Normalise } from '@warp/plugin-sdk';

/** Lower case; before the @, whoever the provider is, without dots and without what follows a plus. */
export function email(text: string): string | undefined {
  const [, user = '', domain = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(text.toLowerCase()) ?? [];
  const [mailbox = ''] = user.replaceAll('.', '').split('+');
  return mailbox === '' ? undefined : `${mailbox}@${domain}`;
}

/** E.164 with its plus. */
export const phone =
  (country: string | undefined): Normalise =>
  (text) =>
    phoneNumber(text, country);

/** The same id must look the same wherever it is sent from, so it stays as it is. */
export const externalId: Normalise = (text) => text;
