import { createHmac, createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { TrackedEvent } from '@warp/contracts';
import type { SiteHash } from '../../secrets/site-hashes.js';
import { redactEvent } from './redact-event.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hash: SiteHash = { ofText: (text) => hash.ofSha256(sha256(text.trim().toLowerCase())), ofSha256: (hex) => createHmac('sha256', 'key').update(hex).digest('hex') };
const redacted = (event: object) => redactEvent<TrackedEvent>({ event_type: 'x', ...event }, hash);

describe('redactEvent', () => {
  it('given nothing private, gives the same event', () => {
    const event = {
      event_type: 'purchase',
      event_id: 'purchase:abc:1001',
      user_id: '42',
      page_url: 'https://shop.example/?utm_source=a%20b',
      ids: { fbp: 'fb.1.1.1' },
      user: { email: 'ada@example.com' },
      event_data: { value: 10, transaction_id: '1001', items: [{ item_id: '4012345678901', price: 10 }] },
    } as TrackedEvent;
    expect(redactEvent(event, hash)).toEqual({ event, fields: [] });
    expect(redactEvent(event, hash).event).toBe(event);
  });

  it('names the fields it changed, and leaves the event it was given alone', () => {
    const given = {
      page_url: 'https://shop.example/?email=a',
      referrer: 'https://mail.example/ada@example.com',
      page_title: 'Hello ada@example.com',
      event_data: { search_term: 'ada@example.com', phone: 49301234567, items: [{ item_name: 'Gift for ada@example.com', price: 1 }], nested: { password: 'x' }, note: 'fine' },
    };
    const copy = structuredClone(given);
    const { event, fields } = redacted(given);
    expect(event).toEqual({
      event_type: 'x',
      page_url: 'https://shop.example/?email=[redacted]',
      referrer: 'https://mail.example/[redacted]',
      page_title: 'Hello [redacted]',
      event_data: { search_term: '[redacted]', phone: '[redacted]', items: [{ item_name: 'Gift for [redacted]', price: 1 }], nested: { password: '[redacted]' }, note: 'fine' },
    });
    expect(fields).toEqual(['page_url', 'referrer', 'page_title', 'event_data.search_term', 'event_data.phone', 'event_data.items.0.item_name', 'event_data.nested.password']);
    expect(given).toEqual(copy);
  });

  it('given an address as an id, gives its keyed hash: the same for all of its spellings, another for another', () => {
    const idOf = (user_id: string) => redacted({ user_id }).event.user_id;
    expect(idOf('Ada@Example.com')).toBe(createHmac('sha256', 'key').update(sha256('ada@example.com')).digest('hex'));
    expect(idOf(' ada@example.com')).toBe(idOf('Ada@Example.com'));
    expect(idOf('bob@example.com')).not.toBe(idOf('ada@example.com'));
    expect(redacted({ event_data: { transaction_id: 'ada@example.com' } }).event.event_data!.transaction_id).toBe(idOf('ada@example.com'));
  });

  it('given it where nobody expects it, finds it there too; click ids stay', () => {
    const { event } = redacted({ language: 'ada@example.com', ids: { fbp: 'ada@example.com', gclid: 'Cj0KCQjw-_abc123', ga_client_id: '1234567890.1700000000' } });
    expect(event).toEqual({ event_type: 'x', language: '[redacted]', ids: { fbp: '[redacted]', gclid: 'Cj0KCQjw-_abc123', ga_client_id: '1234567890.1700000000' } });
  });

  it('given a key that is an address, names it nowhere', () => {
    const { event, fields } = redacted({ event_data: { 'ada@example.com': 1 } });
    expect(event.event_data).toEqual({ '[redacted]': 1 });
    expect(JSON.stringify(fields)).not.toContain('ada');
  });

  it('given a title cut in the middle of an address, takes its rest off', () => {
    const title = `${'x'.repeat(500)} ada@example`;
    expect(redacted({ page_title: title }).event.page_title).toBe(`${'x'.repeat(500)} `);
    expect(redacted({ page_title: `Mail ${'y'.repeat(507)}` }).event.page_title).toHaveLength(512);
  });

  it('leaves `__proto__` what it is: a name', () => {
    const given = JSON.parse('{"event_data":{"__proto__":{"email":"ada@example.com"}}}') as object;
    expect(JSON.stringify(redacted(given).event.event_data)).toBe('{"__proto__":{"email":"[redacted]"}}');
    expect(({} as { email?: string }).email).toBeUndefined();
  });
});
