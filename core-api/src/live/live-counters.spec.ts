import { describe, expect, it } from '@jest/globals';
import { LiveCounters } from './live-counters.js';
import type { LiveEvent } from './live-subscription.js';

const now = Date.parse('2026-11-28T12:00:00.500Z');
const MINUTE = 60_000;

const event = (session: string, at: number, more: Partial<LiveEvent> = {}): LiveEvent => ({
  site_id: 'site',
  event_type: 'page_view',
  timestamp: new Date(at).toISOString(),
  session_id: session,
  country: null,
  organisation: null,
  bot_score: 0,
  is_bot: false,
  is_conversion: false,
  revenue: 0,
  ...more,
});

function figuresAfter(events: readonly LiveEvent[], at = now) {
  const counters = new LiveCounters();
  for (const one of events) counters.add(one, now);
  return counters.figures('site', at);
}

describe('what is live', () => {
  it.each<[string, readonly LiveEvent[], number, number]>([
    ['two visitors of this minute', [event('a', now), event('b', now - 20_000), event('a', now - 1_000)], 3, 2],
    ['one who was last seen four minutes ago', [event('a', now - 4 * MINUTE)], 0, 1],
    ['one who was last seen six minutes ago', [event('a', now - 6 * MINUTE)], 0, 0],
    ['a thousand events of last week, handed in now', Array.from({ length: 1000 }, (_, n) => event(`s${n}`, now - 7 * 24 * 60 * MINUTE + n)), 0, 0],
    ['an old event of somebody who is here', [event('a', now), event('a', now - 60 * MINUTE)], 1, 1],
    ['a clock that is ahead', [event('a', now + 9 * MINUTE)], 1, 1],
    ['a robot by its session', [event('a', now, { is_bot: true })], 0, 0],
  ])('with %s', (_, events, eventsPerMinute, activeSessions) => {
    expect(figuresAfter(events)).toEqual({ eventsPerMinute, activeSessions });
  });

  it('is over five minutes after the last event, also when that came late', () => {
    const late = [event('a', now - 4 * MINUTE)];
    expect(figuresAfter(late, now + 59_000).activeSessions).toBe(1);
    expect(figuresAfter(late, now + 61_000).activeSessions).toBe(0);
    expect(figuresAfter([event('a', now + 9 * MINUTE)], now + 5 * MINUTE + 1).activeSessions).toBe(0);
  });

  it('forgets events of the minute before', () => {
    expect(figuresAfter([event('a', now - 30_000), event('a', now)], now + 31_000).eventsPerMinute).toBe(1);
  });
});
