import { hashedField, type WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';

/** Who it was, as far as Google can match it. */
export interface UserIdentifiers {
  readonly email?: string;
  readonly phone?: string;
  readonly address?: Address;
}

/** Google matches an address by all of its parts together. */
export interface Address {
  readonly givenName: string;
  readonly familyName: string;
  readonly regionCode: string;
  readonly postalCode: string;
}

export function userIdentifiers({ user }: WarpEvent): UserIdentifiers {
  const email = hashedField(user.email, normalise.email);
  const phone = hashedField(user.phone, normalise.phone(user.country));
  const address = addressOf(user);
  return { ...(email && { email }), ...(phone && { phone }), ...(address && { address }) };
}

function addressOf(user: WarpEvent['user']): Address | undefined {
  const givenName = hashedField(user.firstName, normalise.givenName);
  const familyName = hashedField(user.lastName, normalise.familyName);
  const regionCode = normalise.regionCode(user.country);
  const postalCode = normalise.postalCode(user.zip);
  return givenName && familyName && regionCode && postalCode ? { givenName, familyName, regionCode, postalCode } : undefined;
}

export const isNobody = (user: UserIdentifiers): boolean => Object.keys(user).length === 0;
