import { describe, expect, it } from '@jest/globals';
import type { LiveEvent, Site } from '../types.js';
import { EMPTY_LIVE, MOST_EVENTS, withEvent, withSeen } from './live-state.js';

const event = (event_id: string, more: Partial<LiveEvent> = {}): LiveEvent => ({
  site_id: 'a',
  event_id,
  event_type: 'page_view',
  timestamp: '2026-11-24T10:00:00.000Z',
  page_url: null,
  page_title: null,
  country: null,
  city: null,
  browser: null,
  channel: 'direct',
  revenue: 0,
  ...more,
});

const site = (last_event_at: string | null): Site => ({
  id: 'a',
  name: 'Shop',
  domain: 'shop.example',
  script_id: 'x',
  state: 'active',
  state_reason: '',
  config: {},
  snippet: '',
  events_today: 0,
  last_event_at,
});

describe('what the socket brings', () => {
  it('stands newest first', () => {
    const live = withEvent(withEvent(EMPTY_LIVE, event('1')), event('2'));
    expect(live.events.map(({ event_id }) => event_id)).toEqual(['2', '1']);
  });

  it('stands once, however often it comes', () => {
    const once = withEvent(EMPTY_LIVE, event('1'));
    expect(withEvent(once, event('1'))).toBe(once);
    expect(withEvent(once, event('1', { event_type: 'purchase' })).events).toHaveLength(2);
  });

  it('pushes out the oldest', () => {
    const full = Array.from({ length: MOST_EVENTS + 1 }, (_, index) => event(String(index))).reduce(withEvent, EMPTY_LIVE);
    expect(full.events).toHaveLength(MOST_EVENTS);
    expect(full.events.some(({ event_id }) => event_id === '0')).toBe(false);
  });
});

describe('a site, when an event is heard', () => {
  it.each([
    ['has its first', null, 'a', '2026-11-24T10:00:00.000Z'],
    ['was heard of before', '2026-11-24T09:00:00.000Z', 'a', '2026-11-24T10:00:00.000Z'],
    ['was heard of since', '2026-11-24T11:00:00.000Z', 'a', '2026-11-24T11:00:00.000Z'],
    ['of another site keeps its own', '2026-11-24T09:00:00.000Z', 'b', '2026-11-24T09:00:00.000Z'],
  ])('%s', (_what, before, site_id, expected) => {
    expect(withSeen(site(before), event('1', { site_id })).last_event_at).toBe(expected);
  });
});
