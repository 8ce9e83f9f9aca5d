import { describe, expect, it } from '@jest/globals';
import { exampleEvent, type DestinationPlugin, type Outcome } from '@warp/plugin-sdk';
import { backoffMs, isHopeless } from './backoff.js';
import { Breakers } from './breaker.js';
import { ineligibility } from '../../destinations/rules/eligibility.js';
import { settle, settlePluginFault, type Tried } from './settle.js';

const hour = 3_600_000;
const now = Date.parse('2026-11-23T12:00:00Z');

describe('backoff', () => {
  it.each([
    [1, 10_000],
    [2, 20_000],
    [3, 40_000],
    [5, 160_000],
    [6, 300_000],
    [50, 300_000],
  ])('after %d tries waits %d ms, give or take a quarter', (attempts, ms) => {
    expect(backoffMs(attempts, 0)).toBe(ms * 0.75);
    expect(backoffMs(attempts, 0.5)).toBe(ms);
    expect(backoffMs(attempts, 1)).toBe(ms * 1.25);
  });

  it('gives up after four hours and three tries, not before', () => {
    expect(isHopeless(3, now - 4 * hour, now)).toBe(true);
    expect(isHopeless(2, now - 9 * hour, now)).toBe(false);
    expect(isHopeless(90, now - 4 * hour + 1, now)).toBe(false);
  });
});

describe('the breaker', () => {
  const failed = (breakers: Breakers, times: number): void => {
    for (let i = 0; i < times; i++) breakers.record('d', false, now);
  };

  it('opens after five failures in a row, for 30 s, then lets one probe through', () => {
    const breakers = new Breakers();
    failed(breakers, 4);
    expect(breakers.allows('d', now)).toBe(true);
    failed(breakers, 1);
    expect(breakers.allows('d', now + 29_999)).toBe(false);
    expect(breakers.allows('d', now + 30_000)).toBe(true);
    expect(breakers.allows('d', now + 30_001)).toBe(false);
    expect(breakers.allows('other', now)).toBe(true);
  });

  it('closes with a success, and opens again when the probe fails', () => {
    const breakers = new Breakers();
    failed(breakers, 5);
    breakers.allows('d', now + 30_000);
    breakers.record('d', false, now + 30_000);
    expect(breakers.allows('d', now + 59_999)).toBe(false);
    breakers.record('d', true, now + 60_000);
    expect(breakers.allows('d', now + 60_001)).toBe(true);
  });
});

describe('eligibility', () => {
  const plugin = { consent: ['marketing'], limits: { maxAgeHours: 72 } } as unknown as DestinationPlugin;
  const event = exampleEvent({ timestampMs: now });

  it.each([
    ['is meant', event, { mode: 'all' } as const, undefined],
    ['is selected', event, { mode: 'selected', selected: ['purchase'] } as const, undefined],
    ['is not selected', event, { mode: 'selected', selected: ['page_view'] } as const, 'event_not_selected'],
    ['lacks consent', exampleEvent({ timestampMs: now, consent: { analytics: true, marketing: false } }), { mode: 'all' } as const, 'no_consent'],
    ['is a robot’s', exampleEvent({ timestampMs: now, bot: { score: 50, reasons: ['user_agent'] } }), { mode: 'all' } as const, 'bot'],
    ['is too old', exampleEvent({ timestampMs: now - 72 * hour - 1 }), { mode: 'all' } as const, 'too_old'],
  ])('of an event that %s', (_, subject, selection, reason) => {
    expect(ineligibility(subject, plugin, selection, now)).toBe(reason);
  });
});

describe('settling', () => {
  const ACCEPTED: Outcome = { is: 'accepted', vendorRef: 'r', checkAfterMs: 60_000 };
  const tried: Tried = { attempts: 1, firstAttemptAt: now - 10_000, isTaken: false, now, random: 0.5 };
  const cases: [string, Outcome, Tried, object][] = [
    ['accepted', ACCEPTED, tried, { state: 'retrying', reason: 'awaiting_confirmation', attempts: 2, vendorRef: 'r', dueAt: now + 60_000, firstAttemptAt: now }],
    ['delivered', { is: 'delivered', vendorRef: 'r' }, tried, { state: 'delivered', reason: 'delivered', attempts: 2, vendorRef: 'r' }],
    ['transient', { is: 'transient', code: 'http_500', message: 'm' }, tried, { state: 'retrying', reason: 'platform_down', attempts: 2, dueAt: now + 20_000 }],
    ['hopeless', { is: 'transient', code: 'http_500', message: 'm' }, { ...tried, attempts: 2, firstAttemptAt: now - 4 * hour }, { state: 'dead', reason: 'gave_up' }],
    ['throttled', { is: 'throttled', code: 'http_429', message: 'm', retryAfterMs: 7_000 }, tried, { state: 'retrying', reason: 'throttled', attempts: 1, dueAt: now + 7_000 }],
    ['configuration', { is: 'configuration', code: 'http_401', message: 'm' }, tried, { state: 'retrying', reason: 'destination_paused', attempts: 1 }],
    ['permanent', { is: 'permanent', code: 'http_400', message: 'm' }, tried, { state: 'dead', reason: 'http_400', message: 'm' }],
  ];

  it.each(cases)('%s', (_, outcome, given, expected) => {
    expect(settle(outcome, given)).toMatchObject(expected);
  });

  describe('what the platform took before and was asked about now', () => {
    const taken = (hours: number): Tried => ({ ...tried, isTaken: true, firstAttemptAt: now - hours * hour });
    const waiting = { state: 'retrying', reason: 'awaiting_confirmation', attempts: 1, vendorRef: 'r' };
    const early: Outcome = { is: 'throttled', code: 'early', message: 'm', retryAfterMs: 7_000 };
    const asked: [string, Outcome, Tried, object][] = [
      ['is asked about after a pause as long as the waiting so far', ACCEPTED, taken(2), { ...waiting, dueAt: now + 2 * hour, firstAttemptAt: now - 2 * hour }],
      ['is asked about no sooner than the plugin says', ACCEPTED, taken(0), { ...waiting, dueAt: now + 60_000 }],
      ['is asked about every six hours in the end', ACCEPTED, taken(20), { ...waiting, dueAt: now + 6 * hour }],
      ['counts as delivered when it is not said in two days', ACCEPTED, taken(49), { state: 'delivered', reason: 'unconfirmed' }],
      ['has all its tries before it when it failed hours later', { is: 'transient', code: 'http_500', message: 'm' }, { ...taken(9), attempts: 7 }, { state: 'retrying', attempts: 1, dueAt: now + 10_000, firstAttemptAt: now, vendorRef: null }],
      ['is sent again when the platform says so', early, taken(9), { state: 'retrying', reason: 'throttled', attempts: 0, dueAt: now + 7_000, firstAttemptAt: now, vendorRef: null }],
      ['keeps its place in time while credentials are wrong', { is: 'configuration', code: 'http_401', message: 'm' }, taken(9), { reason: 'destination_paused', attempts: 1, firstAttemptAt: now - 9 * hour }],
    ];

    it.each(asked)('%s', (_, outcome, given, expected) => expect(settle(outcome, given)).toMatchObject(expected));
  });

  it('a plugin’s own fault is tried three times, then dead with its name', () => {
    expect(settlePluginFault('Acme', { ...tried, attempts: 1 })).toMatchObject({ state: 'retrying', attempts: 2 });
    expect(settlePluginFault('Acme', { ...tried, attempts: 2 })).toMatchObject({ state: 'dead', reason: 'plugin_fault', message: 'The plugin “Acme” failed on this event.' });
  });
});
