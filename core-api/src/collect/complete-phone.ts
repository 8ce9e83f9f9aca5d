import type { Issue, TrackedEvent } from '@warp/contracts';
import { isHashed, phoneNumber } from '@warp/plugin-sdk';

/**
 * The event with its phone number in E.164, so that all destinations get the same one: by the person's country, else by the site's. One that
 * cannot be completed stays as it was typed, for the site's own systems; advertising platforms leave it out.
 * @param siteCountry ISO 3166-1 alpha-2; empty: not known
 */
export function withCompletePhone(event: TrackedEvent, siteCountry: string): { readonly event: TrackedEvent; readonly issue?: Issue } {
  const typed = event.user?.phone;
  if (typed === undefined || typed.trim() === '' || isHashed(typed.trim())) return { event };
  const country = event.user?.country?.trim() ?? '';
  const phone = phoneNumber(typed, country === '' ? siteCountry : country);
  if (phone === undefined) return { event, issue: { field: 'user.phone', rule: 'incomplete_phone' } };
  return { event: phone === typed ? event : { ...event, user: { ...event.user, phone } } };
}
