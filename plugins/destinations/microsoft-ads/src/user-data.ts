import { hashedField, type WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';

/** Who it was, in Microsoft's keys: hashed as a person, in the clear as a browser. */
export type UserData = Readonly<Partial<Record<UserKey, string>>>;

type UserKey = 'em' | 'ph' | 'externalId' | 'anonymousId' | 'msclkid' | 'clientIpAddress' | 'clientUserAgent';

export function userData(event: WarpEvent): UserData {
  const { user } = event;
  const fields: Record<UserKey, string | undefined> = {
    em: hashedField(user.email, normalise.email),
    ph: hashedField(user.phone, normalise.phone(user.country)),
    // “Never send real user IDs. We recommend generating new UUIDs or applying a hash.”
    externalId: hashedField(event.userId, normalise.externalId),
    anonymousId: event.visitorId,
    msclkid: clickId(event),
    clientIpAddress: event.ipAddress,
    clientUserAgent: event.userAgent,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}

/** Identifiers Microsoft requires at least one of; the browser and its address are none. */
const MATCHING: readonly UserKey[] = ['em', 'ph', 'externalId', 'anonymousId', 'msclkid'];

export const canMatch = (data: UserData): boolean => MATCHING.some((key) => data[key] !== undefined);

/** Microsoft writes its click id into the landing page's address without dashes, and in its reference with them. */
const CLICK_ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The click of this very page before the one remembered; what is no UUID would be thrown away with a warning. */
function clickId({ ids, pageUrl }: WarpEvent): string | undefined {
  const clicked = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl).searchParams.get('msclkid') : null;
  return [clicked, ids.msclkid].find((id) => CLICK_ID.test(id ?? '')) ?? undefined;
}
