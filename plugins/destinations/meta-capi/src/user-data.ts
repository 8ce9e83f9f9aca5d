import { hashedField, type WarpEvent } from '@warp/plugin-sdk';
import { fbc, fbp } from './click-ids.js';
import * as normalise from './normalise.js';

/** Who it was, in Meta's keys: hashed as a person, in the clear as a browser. */
export type UserData = Readonly<Partial<Record<UserKey, string>>>;

type UserKey =
  | 'em' | 'ph' | 'fn' | 'ln' | 'db' | 'ge' | 'ct' | 'st' | 'zp' | 'country' | 'external_id'
  | 'client_ip_address' | 'client_user_agent' | 'fbc' | 'fbp';

export function userData(event: WarpEvent): UserData {
  const { user } = event;
  const fields: Record<UserKey, string | undefined> = {
    em: hashedField(user.email, normalise.email),
    ph: hashedField(user.phone, normalise.phone(user.country)),
    fn: hashedField(user.firstName, normalise.name),
    ln: hashedField(user.lastName, normalise.name),
    db: hashedField(user.dateOfBirth, normalise.dateOfBirth),
    ge: hashedField(user.gender, normalise.gender),
    ct: hashedField(user.city, normalise.city),
    st: hashedField(user.state, normalise.state(user.country)),
    zp: hashedField(user.zip, normalise.postcode(user.country)),
    country: hashedField(user.country, normalise.country),
    external_id: hashedField(event.userId, normalise.externalId),
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
