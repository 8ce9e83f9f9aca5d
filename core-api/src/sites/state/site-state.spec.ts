import { describe, expect, it } from '@jest/globals';
import type { DestinationStateName } from '../../destinations/state/destination-state.js';
import { type SiteFacts, siteState } from './site-state.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const hour = 3_600_000;

const FACTS: SiteFacts = { status: 'active', lastEventAt: now - 3 * 60_000, timezone: 'Europe/Berlin', stored: 500, setAside: 0, rejected: 0, destinations: [] };
const destination = (name: string, state: DestinationStateName, queued = 0) => ({ name, state, reason: `${name} says why.`, queued });

describe('how a site does', () => {
  it.each<[string, Partial<SiteFacts>, string, string]>([
    ['events come', {}, 'active', 'Last event 3 minutes ago.'],
    ['an event came this minute', { lastEventAt: now - 5_000 }, 'active', 'Last event just now.'],
    ['the last came 23 hours ago', { lastEventAt: now - 23 * hour }, 'active', 'Last event 23 hours ago.'],
    // 28 November 12:00 UTC less a day is 13:00 in Berlin, where it is winter time.
    ['the last came a day ago', { lastEventAt: now - 24 * hour }, 'silent', 'No event since 27 November 2026 at 13:00, for 1 day.'],
    ['the last came eight days ago', { lastEventAt: now - 8 * 24 * hour, timezone: 'Mars/Olympus' }, 'silent', 'No event since 20 November 2026 at 12:00, for 8 days.'],
    ['none ever came', { lastEventAt: null, stored: 0 }, 'not_installed', 'No event yet. Add the script to the site’s pages, or connect WordPress.'],
    ['its owner paused it', { status: 'paused', lastEventAt: null }, 'paused', 'Paused: its events are not stored.'],
    ['most events could not be stored', { setAside: 501 }, 'error', '501 events are set aside because they could not be stored, and 500 stored, in the last 24 hours.'],
    ['all that ever came could not be stored', { lastEventAt: null, stored: 0, setAside: 1 }, 'error', '1 event is set aside because they could not be stored, and 0 stored, in the last 24 hours.'],
    ['most events were rejected', { rejected: 501 }, 'error', '501 events are rejected (see failed events), and 500 stored, in the last 24 hours.'],
    ['as many events were stored as rejected', { rejected: 500 }, 'active', 'Last event 3 minutes ago.'],
    ['all that ever came was rejected', { lastEventAt: null, stored: 0, rejected: 1 }, 'error', '1 event is rejected (see failed events), and 0 stored, in the last 24 hours.'],
    [
      'rejected and set aside are more than stored',
      { rejected: 1_200, setAside: 3, stored: 1_202 },
      'error',
      '1,200 events are rejected (see failed events), 3 events are set aside because they could not be stored, and 1,202 stored, in the last 24 hours.',
    ],
    ['its owner paused it while events were rejected', { status: 'paused', rejected: 900 }, 'paused', 'Paused: its events are not stored.'],
    ['its only destination fails', { destinations: [destination('GA4', 'failing')] }, 'error', 'GA4 gets no events. GA4 says why.'],
    ['one of two fails', { destinations: [destination('GA4', 'failing'), destination('Meta', 'degraded')] }, 'active', 'Last event 3 minutes ago.'],
    [
      'two of three get nothing',
      { destinations: [destination('GA4', 'failing'), destination('Meta', 'paused', 7), destination('Hook', 'healthy')] },
      'error',
      '2 of 3 destinations get no events: GA4, Meta.',
    ],
    ['all but one that is off fail', { destinations: [destination('GA4', 'failing'), destination('Meta', 'off')] }, 'error', 'GA4 gets no events. GA4 says why.'],
    ['a new one waits for its account', { destinations: [destination('GA4', 'paused')] }, 'active', 'Last event 3 minutes ago.'],
    ['it is silent and a destination fails', { lastEventAt: now - 48 * hour, destinations: [destination('GA4', 'failing')] }, 'silent', 'No event since 26 November 2026 at 13:00, for 2 days.'],
  ])('when %s', (_, facts, state, reason) => {
    expect(siteState({ ...FACTS, ...facts }, now)).toEqual({ state, reason });
  });
});
