import { BOT_SCORE } from '@warp/contracts';
import { type SessionEvent, sourceOfEvent } from '../metrics/prepared-event.js';

/** A stored event as the live view shows it: enriched, without personal data. */
export function toLiveEvent(stored: SessionEvent): object {
  const { prepared, session } = stored;
  const { entry, site, enriched, bot } = prepared;
  const { event } = entry;
  const source = sourceOfEvent(stored);
  return {
    site_id: site.id,
    event_id: event.event_id,
    event_type: event.event_type,
    timestamp: new Date(entry.at).toISOString(),
    page_url: event.page_url ?? null,
    page_title: event.page_title ?? null,
    visitor_id: session?.visitorId ?? null,
    session_id: session?.sessionId ?? null,
    country: enriched.geo?.country ?? null,
    region: enriched.geo?.region ?? null,
    city: enriched.geo?.city ?? null,
    organisation: enriched.organisation?.name ?? null,
    device_category: enriched.device?.category ?? null,
    browser: enriched.device?.browser ?? null,
    os: enriched.device?.os ?? null,
    channel: source.channel,
    source: source.source,
    medium: source.medium,
    event_data: event.event_data ?? {},
    bot_score: bot.score,
    is_bot: bot.score >= BOT_SCORE || session?.isBot === true,
    is_conversion: prepared.isConversion,
    revenue: prepared.revenue,
  };
}
