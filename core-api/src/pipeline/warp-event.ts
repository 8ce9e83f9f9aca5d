import { defined, type EventId, userDataOf, vendorIdsOf, type WarpEvent } from '@warp/contracts';
import { type SessionEvent, sourceOfEvent } from '../metrics/prepared-event.js';

/** A stored event as destinations see it. */
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
    ids: vendorIdsOf(event.ids),
    user: userDataOf(event.user),
    eventData: event.event_data ?? {},
    source: sourceOfEvent(stored),
    bot,
    missing,
  };
}
