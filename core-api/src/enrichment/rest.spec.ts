import { expect, it } from '@jest/globals';
import { ConfigurationError, HttpUnavailable, PermanentError, ThrottledError } from '@warp/plugin-sdk';
import { restAfter, restUntilNextMonth } from './rest.js';

const NOW = Date.UTC(2026, 10, 24, 12);

it.each([
  ['a throttled source: as long as it asks', new ThrottledError('busy', 'Wait.', 90_000), 90_000],
  ['one that asks for a week: a day, then it is asked again', new ThrottledError('busy', 'Wait.', 7 * 86_400_000), 86_400_000],
  ['one that refuses its credentials: ten minutes', new ConfigurationError('token', 'Wrong.'), 600_000],
])('%s', (_, error, ms) => expect(restAfter(error, NOW)).toMatchObject({ until: NOW + ms }));

it.each([
  ['a source that did not answer', new HttpUnavailable('timeout', 'Late.')],
  ['one that refuses a request', new PermanentError('bad', 'Bad.')],
  ['a fault of its plugin', new TypeError('x is undefined')],
])('%s is asked again', (_, error) => expect(restAfter(error, NOW)).toBeUndefined());

it.each([
  [Date.UTC(2026, 10, 24), Date.UTC(2026, 11, 1)],
  [Date.UTC(2026, 11, 31, 23, 59), Date.UTC(2027, 0, 1)],
])('a quota that is used up is there again when the month ends, UTC', (now, until) => {
  const rest = restUntilNextMonth(50_000, now);
  expect(rest.until).toBe(until);
  expect(rest.message).toBe('The 50,000 look-ups of this month are used up.');
});
