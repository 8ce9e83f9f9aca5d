import type { WarpEvent } from '@warp/plugin-sdk';
import { fbc, fbp } from './click-ids.js';
import * as normalise from './normalise.js';
import { hashed } from './normalise.js';
import type { MetaSettings } from './settings.js';

/** Who it was, in Meta's keys: hashed as a person, in the clear as a browser. */
export type UserData = Readonly<Partial<Record<UserKey, string>>>;

type UserKey =
  | 'em' | 'ph' | 'fn' | 'ln' | 'db' | 'ge' | 'ct' | 'st' | 'zp' | 'country' | 'external_id'
  | 'client_ip_address' | 'client_user_agent' | 'fbc' | 'fbp';

export function userData(event: WarpEvent, settings: MetaSettings): UserData {
  const { user } = event;
  const fields: Record<UserKey, string | undefined> = {
    em: hashed(user.email, normalise.email),
    ph: hashed(user.phone, normalise.phone(settings.phone_country_code)),
    fn: hashed(user.firstName, normalise.name),
    ln: hashed(user.lastName, normalise.name),
    db: hashed(user.dateOfBirth, normalise.dateOfBirth),
    ge: hashed(user.gender, normalise.gender),
    ct: hashed(user.city, normalise.city),
    st: hashed(user.state, normalise.state(user.country)),
    zp: hashed(user.zip, normalise.postcode(user.country)),
    country: hashed(user.country, normalise.country),
    external_id: hashed(event.userId, normalise.externalId),
    client_ip_address: event.ipAddress,
    client_user_agent: event.userAgent,
    fbc: fbc(event),
    fbp: fbp(event),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

/**
 * Sets of keys that are too broad to find anybody; Meta refuses a request with an event that has nothing beyond one of them
 * (customer information parameters, “invalid combinations”).
 */
const TOO_BROAD: readonly ReadonlySet<string>[] = [
  new Set(['ct', 'country', 'st', 'zp', 'ge', 'client_user_agent']),
  new Set(['db', 'client_user_agent']),
  new Set(['fn', 'ge']),
  new Set(['ln', 'ge']),
];

export const isTooBroad = (data: UserData): boolean =>
  TOO_BROAD.some((broad) => Object.keys(data).every((key) => broad.has(key)));
