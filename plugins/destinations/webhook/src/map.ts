import type { WarpEvent } from '@warp/plugin-sdk';
import type { WebhookSettings } from './settings.js';

/** One event as the receiver reads it: the names of the wire, enriched. */
export interface WebhookItem {
  readonly receivedAtMs: number;
  readonly body: object;
}

export function map(event: WarpEvent, settings: WebhookSettings): WebhookItem {
  return {
    receivedAtMs: event.receivedAtMs,
    body: {
      event_id: event.eventId,
      event_type: event.eventType,
      site_id: event.siteId,
      timestamp: new Date(event.timestampMs).toISOString(),
      visitor_id: event.visitorId,
      session_id: event.sessionId,
      user_id: event.userId,
      page_url: event.pageUrl,
      page_title: event.pageTitle,
      referrer: event.referrer,
      language: event.language,
      event_data: event.eventData,
      consent: event.consent,
      source: event.source,
      device: event.device,
      geo: event.geo,
      organisation: event.organisation,
      bot_score: event.bot.score,
      ...(settings.include_user
        ? { user: { ...event.user, ip_address: event.ipAddress, user_agent: event.userAgent } }
        : {}),
    },
  };
}
