import { hashedField, type Normalise, type WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';

type HashedKey = 'em' | 'ph' | 'fn' | 'ln' | 'db' | 'ge' | 'ct' | 'st' | 'zp' | 'country' | 'external_id';
type PlainKey = 'client_ip_address' | 'client_user_agent' | 'click_id';

/** Who it was, in Pinterest's keys: hashed, in lists, as a person; in the clear as a browser. */
export type UserData = Readonly<Partial<Record<HashedKey, readonly [string]> & Record<PlainKey, string>>>;

export function userData(event: WarpEvent): UserData {
  const { user } = event;
  const person: Record<HashedKey, readonly [string] | undefined> = {
    em: listed(user.email, normalise.email),
    ph: listed(user.phone, normalise.phone(user.country)),
    fn: listed(user.firstName, normalise.name),
    ln: listed(user.lastName, normalise.name),
    db: listed(user.dateOfBirth, normalise.dateOfBirth),
    ge: listed(user.gender, normalise.gender),
    ct: listed(user.city, normalise.city),
    st: listed(user.state, normalise.state),
    zp: listed(user.zip, normalise.postcode(user.country)),
    country: listed(user.country, normalise.country),
    external_id: listed(event.userId, normalise.externalId),
  };
  const browser: Record<PlainKey, string | undefined> = {
    client_ip_address: event.ipAddress,
    client_user_agent: event.userAgent,
    click_id: clickId(event.pageUrl),
  };
  return Object.fromEntries(Object.entries({ ...person, ...browser }).filter(([, value]) => value !== undefined && value !== ''));
}

/** Pinterest takes lists, here of one. */
function listed(text: string | undefined, rule: Normalise): readonly [string] | undefined {
  const hash = hashedField(text, rule);
  return hash === undefined ? undefined : [hash];
}

/** Pinterest requires an e-mail address, or a browser together with its address. */
export const canMatch = (data: UserData): boolean =>
  data.em !== undefined || (data.client_ip_address !== undefined && data.client_user_agent !== undefined);

/** The click id Pinterest puts into the landing page's address. */
function clickId(pageUrl: string | undefined): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  return new URL(pageUrl).searchParams.get('epik') ?? undefined;
}
