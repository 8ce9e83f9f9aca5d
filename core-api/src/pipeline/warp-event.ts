import type { EventId, UserData, VendorIds, WarpEvent, WireIds, WireUser } from '@warp/contracts';
import { type SessionEvent, sourceOfEvent } from '../metrics/prepared-event.js';

/** A stored event as destinations see it: here the wire's names end. */
export function toWarpEvent(stored: SessionEvent): WarpEvent {
  const { prepared, session } = stored;
  const { entry, site, enriched, bot, missing } = prepared;
  const { event } = entry;
  return {
    ...enriched,
    eventId: event.event_id as EventId,
    eventType: event.event_type,
    siteId: site.id,
    timestampMs: entry.at,
    receivedAtMs: entry.receivedAt,
    // Vendors want somebody in any case.
    visitorId: session?.visitorId ?? prepared.visitor.id,
    sessionId: session?.sessionId ?? event.event_id,
    sessionStartedAtMs: session?.startedAt ?? entry.at,
    ...defined({
      userId: event.user_id,
      pageUrl: event.page_url,
      referrer: event.referrer,
      pageTitle: event.page_title,
      screen: event.screen,
      language: event.language,
      timezone: event.timezone,
      userProperties: event.user_properties,
      ipAddress: entry.ip ?? undefined,
      userAgent: entry.ua ?? undefined,
    }),
    consent: { analytics: event.consent?.analytics ?? false, marketing: event.consent?.marketing ?? false },
    ids: vendorIds(event.ids),
    user: userData(event.user),
    eventData: event.event_data ?? {},
    source: sourceOfEvent(stored),
    bot,
    missing,
  };
}

const vendorIds = (ids: WireIds | undefined): VendorIds =>
  ids === undefined
    ? {}
    : defined({
        gaClientId: ids.ga_client_id,
        gaSessionId: ids.ga_session_id?.toString(),
        gaSessions: ids.ga_sessions,
        fbp: ids.fbp,
        fbc: ids.fbc,
        gclid: ids.gclid,
        gbraid: ids.gbraid,
        wbraid: ids.wbraid,
        msclkid: ids.msclkid,
        ttclid: ids.ttclid,
        liFatId: ids.li_fat_id,
      });

const userData = (user: WireUser | undefined): UserData =>
  user === undefined
    ? {}
    : defined({
        email: user.email,
        phone: user.phone,
        firstName: user.first_name,
        lastName: user.last_name,
        street: user.street,
        city: user.city,
        state: user.state,
        zip: user.zip,
        country: user.country,
        gender: user.gender,
        dateOfBirth: user.date_of_birth,
      });

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without its undefined fields. */
const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
