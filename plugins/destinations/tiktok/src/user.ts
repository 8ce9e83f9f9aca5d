import { hashedField, type WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';

/** Who it was, in TikTok's keys: hashed as a person, in the clear as a browser. */
export type TiktokUser = Readonly<Partial<Record<UserKey, string>>>;

type UserKey = 'email' | 'phone' | 'external_id' | 'first_name' | 'last_name' | 'zip_code' | 'ttclid' | 'ip' | 'user_agent' | 'locale';

export function userOf(event: WarpEvent): TiktokUser {
  const { user } = event;
  const fields: Record<UserKey, string | undefined> = {
    email: hashedField(user.email, normalise.email),
    phone: hashedField(user.phone, normalise.phone(user.country)),
    external_id: hashedField(event.userId, normalise.externalId),
    first_name: hashedField(user.firstName, normalise.name),
    last_name: hashedField(user.lastName, normalise.name),
    zip_code: hashedField(user.zip, normalise.postcode(user.country)),
    ttclid: clickId(event),
    ip: event.ipAddress,
    user_agent: event.userAgent,
    locale: event.language,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

/** Keys by which TikTok finds somebody; the browser counts as one together with its address. */
const MATCHING: readonly UserKey[] = ['email', 'phone', 'external_id', 'ttclid'];

export const canMatch = (user: TiktokUser): boolean =>
  MATCHING.some((key) => user[key] !== undefined) || (user.ip !== undefined && user.user_agent !== undefined);

/** The click of this very page before the one remembered. */
function clickId({ ids, pageUrl }: WarpEvent): string | undefined {
  const clicked = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl).searchParams.get('ttclid') : null;
  return clicked || ids.ttclid;
}
