import { describe, expect, it } from '@jest/globals';
import { type DestinationFacts, destinationState, type Ended } from './destination-state.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const minutes = (n: number): number => now - n * 60_000;
const ended = (delivered: number, dead = 0, skipped = 0): Ended => ({ delivered, dead, skipped });
const both = (counts: Ended) => ({ lastHour: counts, lastDay: counts });

const QUIET: DestinationFacts = {
  enabled: true,
  pausedBecause: null,
  accountProblem: null,
  isPluginLoaded: true,
  ...both(ended(0)),
  isSample: false,
  lastSuccessAt: null,
  queued: 0,
  unanswered: 0,
  unansweredSince: null,
  lastUnanswered: null,
  throttled: 0,
  overdueSince: null,
  lastDead: null,
};

describe('how a destination does', () => {
  it.each<[string, Partial<DestinationFacts>, string, string]>([
    ['nothing came for it', {}, 'healthy', 'No event in the last 24 hours.'],
    ['all was delivered', both(ended(1200)), 'healthy', 'All 1,200 events of the last hour were delivered.'],
    ['one was delivered', both(ended(1)), 'healthy', 'The only event of the last hour was delivered.'],
    ['all was skipped', both(ended(0, 0, 412)), 'healthy', 'Nothing was sent in the last 24 hours: 412 events were skipped.'],
    ['all was refused', { ...both(ended(0, 223)), lastDead: 'The platform refused it.' }, 'failing', 'None of the 223 events of the last hour was delivered. Last reason: The platform refused it.'],
    ['the only one was refused', both(ended(0, 1)), 'failing', 'The only event of the last hour was not delivered.'],
    ['half was refused', both(ended(50, 50)), 'failing', '50 of 100 events of the last hour were not delivered.'],
    ['one in ten was refused', both(ended(90, 10)), 'degraded', '10 of 100 events of the last hour were not delivered.'],
    ['one in twenty was refused', both(ended(19, 1)), 'degraded', '1 of 20 events of the last hour was not delivered.'],
    ['one in a hundred was refused', both(ended(99, 1)), 'healthy', '99 of 100 events of the last hour were delivered.'],
    ['one of a few this hour, after a good day', { lastHour: ended(0, 1), lastDay: ended(500, 1) }, 'healthy', '500 of 501 events of the last 24 hours were delivered.'],
    ['a bad hour after a good day', { lastHour: ended(0, 10), lastDay: ended(5_000, 10) }, 'failing', 'None of the 10 events of the last hour was delivered.'],
    ['a good hour after a bad day', { lastHour: ended(10), lastDay: ended(10, 400) }, 'healthy', 'All 10 events of the last hour were delivered.'],
    ['more than is looked at', { ...both(ended(1000)), isSample: true }, 'healthy', 'All 1,000 events sent last were delivered.'],
    [
      'the platform has been silent for a while',
      { ...both(ended(900)), lastSuccessAt: minutes(40), queued: 1_005, unanswered: 5, unansweredSince: minutes(12), lastUnanswered: 'The platform did not answer in time.' },
      'failing',
      'Nothing has been delivered for 12 minutes. 1,005 events are queued and tried again. The platform did not answer in time.',
    ],
    [
      'the platform has just not answered',
      { lastSuccessAt: minutes(5), queued: 1, unanswered: 1, unansweredSince: minutes(1) },
      'degraded',
      'The platform does not answer. 1 event is queued and tried again.',
    ],
    [
      'some are tried again while others go through',
      { ...both(ended(90)), lastSuccessAt: minutes(0), queued: 10, unanswered: 10, unansweredSince: minutes(3) },
      'degraded',
      'The platform did not answer for 10 events; they are tried again.',
    ],
    ['one of many is tried again', { ...both(ended(990)), lastSuccessAt: minutes(0), queued: 1, unanswered: 1, unansweredSince: minutes(3) }, 'healthy', 'All 990 events of the last hour were delivered.'],
    ['the platform asks to wait', { queued: 8, throttled: 8 }, 'degraded', 'The platform asks to slow down. 8 events are queued and tried again.'],
    ['nobody sends', { queued: 30, overdueSince: minutes(25) }, 'failing', 'Nothing is being sent. 30 events are queued, the oldest for 25 minutes.'],
    ['the queue grows', { ...both(ended(4_000)), queued: 90_000, overdueSince: minutes(61) }, 'degraded', '90,000 events are queued, the oldest for 1 hour.'],
    ['events have just come', { queued: 2, overdueSince: minutes(1) }, 'healthy', '2 events are queued.'],
    ['delivery paused it', { pausedBecause: 'The platform refused the credentials.', queued: 4, ...both(ended(0, 9)) }, 'paused', 'The platform refused the credentials.'],
    ['it has no account', { accountProblem: 'No account is connected yet.' }, 'paused', 'No account is connected yet.'],
    ['its plugin is gone', { isPluginLoaded: false, queued: 3 }, 'failing', 'Its plugin is not loaded, so nothing is sent. 3 events are queued.'],
    ['it is off', { enabled: false, pausedBecause: 'x', ...both(ended(0, 9)) }, 'off', 'Switched off.'],
    ['it is off with a queue', { enabled: false, queued: 12 }, 'off', 'Switched off. 12 events are queued, to be sent when it is on again.'],
  ])('when %s', (_, facts, state, reason) => {
    expect(destinationState({ ...QUIET, ...facts }, now)).toEqual({ state, reason });
  });
});
