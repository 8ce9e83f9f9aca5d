import { describe, expect, it } from '@jest/globals';
import type { SiteId } from '@warp/contracts';
import { decodeMessage } from '../pipeline/decode.js';
import { KeyRing, MissingKey } from '../secrets/key-ring.js';
import type { DropEntry, EventEntry, LogEntry } from './log-entry.js';
import { encodeMessage } from './log-message.js';

const ringOf = (id: string): string => `${id}:${Buffer.alloc(32, id.charCodeAt(0)).toString('base64')}`;
const ring = new KeyRing(ringOf('a'));

const event = (id: string, more: Partial<EventEntry> = {}, fields: object = {}): EventEntry => ({
  kind: 'event',
  site: 's' as SiteId,
  receivedAt: 1,
  at: 1,
  via: 'script',
  ip: '203.0.113.7',
  ua: 'Browser/1.0',
  ...more,
  event: { event_type: 'page_view', event_id: id, ...fields },
});
const drop: DropEntry = { kind: 'drop', site: 's' as SiteId, receivedAt: 1, id: 'd', reason: 'no_consent', events: 2 };

const entries: readonly LogEntry[] = [
  event('1', {}, { user: { email: 'ada@example.com' }, page_title: 'two\nlines' }),
  drop,
  event('2', { ip: null, ua: null }),
  event('3', { ip: null }),
];

describe('a message of the event log', () => {
  it('gives the entries back as they were, in order', () => {
    expect(decodeMessage(encodeMessage(entries, ring), ring)).toEqual(entries.map((entry) => ({ ok: true, entry })));
  });

  it('shows nothing personal to whoever has not the key, and seals only where there is something', () => {
    const message = encodeMessage(entries, ring);
    for (const text of ['203.0.113.7', 'ada']) expect(message).not.toContain(text);
    expect(encodeMessage([drop, event('2', { ip: null, ua: null })], ring)).not.toContain('~');
  });

  it('of a version that did not seal is still read', () => {
    expect(decodeMessage(JSON.stringify(entries[0]), ring)).toEqual([{ ok: true, entry: entries[0] }]);
  });

  it('after a rotation opens with the old key; without it waits instead of losing what is sealed', () => {
    const message = encodeMessage(entries, ring);
    expect(decodeMessage(message, new KeyRing(`${ringOf('b')},${ringOf('a')}`))).toEqual(entries.map((entry) => ({ ok: true, entry })));
    expect(() => decodeMessage(message, new KeyRing(ringOf('b')))).toThrow(MissingKey);
  });

  it('with a broken seal is kept as it is', () => {
    const message = `${encodeMessage(entries, ring).slice(0, -8)}AAAAAAA=`;
    expect(decodeMessage(message, ring)).toEqual([{ ok: false, line: message, reason: 'The seal of the message is broken.' }]);
  });
});
