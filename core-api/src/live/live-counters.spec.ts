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

/** Of a site at a time. */
const at = (site_id: string, session: string, ms: number, is_bot = false): LiveEvent => event(session, ms, { site_id, is_bot });

describe('the live counters', () => {
  it('count a session for five minutes after its last event, and events for one', () => {
    const counters = new LiveCounters();
    counters.add(at('a', 's1', 0), 0);
    counters.add(at('a', 's2', 2 * MINUTE), 2 * MINUTE);
    counters.add(at('a', 's1', 3 * MINUTE), 3 * MINUTE);
    expect(counters.figures('a', 3 * MINUTE)).toEqual({ eventsPerMinute: 1, activeSessions: 2 });
    expect(counters.figures('a', 7.5 * MINUTE)).toEqual({ eventsPerMinute: 0, activeSessions: 1 });
    expect(counters.figures('a', 9 * MINUTE)).toEqual({ eventsPerMinute: 0, activeSessions: 0 });
  });

  it('let go of sites and sessions that nobody watches', () => {
    const counters = new LiveCounters();
    for (let n = 0; n < 1_000; n++) counters.add(at(`site-${n % 10}`, `session-${n}`, n), n);
    expect(counters.size).toEqual({ sites: 10, sessions: 1_000 });
    counters.forget(5 * MINUTE + 500);
    expect(counters.size).toEqual({ sites: 10, sessions: 500 });
    counters.forget(5 * MINUTE + 1_000);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });

  it('hold no more sessions than they may, and take them from the site that brings too many', () => {
    const counters = new LiveCounters({ ofSite: 80, ofAll: 1_000 });
    for (let n = 0; n < 20; n++) counters.add(at('quiet', `q${n}`, 0), 0);
    for (let n = 0; n < 5_000; n++) counters.add(at('flooded', `f${n}`, 1), 1);
    expect(counters.size).toEqual({ sites: 2, sessions: 100 });
    expect(counters.figures('quiet', 1).activeSessions).toBe(20);
    expect(counters.figures('flooded', 1)).toEqual({ eventsPerMinute: 5_000, activeSessions: 80 });
    counters.forget(6 * MINUTE);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });

  it('do not count robots', () => {
    const counters = new LiveCounters();
    counters.add(at('a', 's', 0, true), 0);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });
});
