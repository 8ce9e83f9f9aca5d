import { describe, expect, it } from '@jest/globals';
import { LiveCounters } from './live-counters.js';
import type { LiveEvent } from './live-subscription.js';

const MINUTE = 60_000;
const event = (site_id: string, session_id: string, bot_score = 0): LiveEvent => ({
  site_id,
  session_id,
  bot_score,
  event_type: 'page_view',
  country: null,
  organisation: null,
  is_conversion: false,
  revenue: 0,
});

describe('the live counters', () => {
  it('count a session for five minutes after its last event, and events for one', () => {
    const counters = new LiveCounters();
    counters.add(event('a', 's1'), 0);
    counters.add(event('a', 's2'), 2 * MINUTE);
    counters.add(event('a', 's1'), 3 * MINUTE);
    expect(counters.figures('a', 3 * MINUTE)).toEqual({ eventsPerMinute: 1, activeSessions: 2 });
    expect(counters.figures('a', 7.5 * MINUTE)).toEqual({ eventsPerMinute: 0, activeSessions: 1 });
    expect(counters.figures('a', 9 * MINUTE)).toEqual({ eventsPerMinute: 0, activeSessions: 0 });
  });

  it('let go of sites and sessions that nobody watches', () => {
    const counters = new LiveCounters();
    for (let n = 0; n < 1_000; n++) counters.add(event(`site-${n % 10}`, `session-${n}`), n);
    expect(counters.size).toEqual({ sites: 10, sessions: 1_000 });
    counters.forget(5 * MINUTE + 500);
    expect(counters.size).toEqual({ sites: 10, sessions: 500 });
    counters.forget(5 * MINUTE + 1_000);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });

  it('hold no more sessions than they may, and take them from the site that brings too many', () => {
    const counters = new LiveCounters({ ofSite: 80, ofAll: 1_000 });
    for (let n = 0; n < 20; n++) counters.add(event('quiet', `q${n}`), 0);
    for (let n = 0; n < 5_000; n++) counters.add(event('flooded', `f${n}`), 1);
    expect(counters.size).toEqual({ sites: 2, sessions: 100 });
    expect(counters.figures('quiet', 1).activeSessions).toBe(20);
    expect(counters.figures('flooded', 1)).toEqual({ eventsPerMinute: 5_000, activeSessions: 80 });
    counters.forget(6 * MINUTE);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });

  it('do not count robots', () => {
    const counters = new LiveCounters();
    counters.add(event('a', 's', 100), 0);
    expect(counters.size).toEqual({ sites: 0, sessions: 0 });
  });
});
