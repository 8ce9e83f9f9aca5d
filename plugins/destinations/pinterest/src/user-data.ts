import type { WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';
import { hashed } from './normalise.js';
import type { PinterestSettings } from './settings.js';

type HashedKey = 'em' | 'ph' | 'fn' | 'ln' | 'db' | 'ge' | 'ct' | 'st' | 'zp' | 'country' | 'external_id';
type PlainKey = 'client_ip_address' | 'client_user_agent' | 'click_id';

/** Who it was, in Pinterest's keys: hashed, in lists, as a person; in the clear as a browser. */
export type UserData = Readonly<Partial<Record<HashedKey, readonly [string]> & Record<PlainKey, string>>>;

export function userData(event: WarpEvent, settings: PinterestSettings): UserData {
  const { user } = event;
  const person: Record<HashedKey, readonly [string] | undefined> = {
    em: hashed(user.email, normalise.email),
    ph: hashed(user.phone, normalise.phone(settings.phone_country_code)),
    fn: hashed(user.firstName, normalise.name),
    ln: hashed(user.lastName, normalise.name),
    db: hashed(user.dateOfBirth, normalise.dateOfBirth),
    ge: hashed(user.gender, normalise.gender),
    ct: hashed(user.city, normalise.city),
    st: hashed(user.state, normalise.state),
    zp: hashed(user.zip, normalise.postcode(user.country)),
    country: hashed(user.country, normalise.country),
    external_id: hashed(event.userId, normalise.externalId),
  };
  const browser: Record<PlainKey, string | undefined> = {
    client_ip_address: event.ipAddress,
    client_user_agent: event.userAgent,
    click_id: clickId(event.pageUrl),
  };
  return Object.fromEntries(Object.entries({ ...person, ...browser }).filter(([, value]) => value !== undefined && value !== ''));
}

/** Pinterest requires an e-mail address, or a browser together with its address. */
export const canMatch = (data: UserData): boolean =>
  data.em !== undefined || (data.client_ip_address !== undefined && data.client_user_agent !== undefined);

/** The click id Pinterest puts into the landing page's address. */
function clickId(pageUrl: string | undefined): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  return new URL(pageUrl).searchParams.get('epik') ?? undefined;
}
