import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { SlackSettings } from './settings.js';

describePlugin(plugin);

const settings: SlackSettings = { webhook_url: 'https://hooks.slack.com/services/T1/B1/secret', events: ['purchase', 'sign.up'] };

function mapped(overrides: Partial<WarpEvent> = {}) {
  const item = map(exampleEvent(overrides), settings);
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

describe('a message', () => {
  it.each<[string, Partial<WarpEvent>, string]>([
    ['has the event’s name in words', { eventType: 'sign.up', eventData: {}, geo: {} }, '*Sign up*\n<https://shop.example/thanks|Thank you>'],
    ['has a value without inventing a currency', { eventData: { value: 1234.567 }, geo: {} }, '*Purchase* · 1,234.57\n<https://shop.example/thanks|Thank you>'],
    ['says a value of zero', { eventData: { value: 0, currency: 'EUR' }, geo: {} }, '*Purchase* · 0 EUR\n<https://shop.example/thanks|Thank you>'],
    ['shows the path of a page without title', { eventData: {}, geo: {}, pageTitle: ' ' }, '*Purchase*\n<https://shop.example/thanks|/thanks>'],
    ['leaves out an address that names somebody', { eventData: {}, geo: {}, pageUrl: 'https://shop.example/u/ada%40example.com' }, '*Purchase*\nThank you'],
    ['leaves out what is no web address', { eventData: {}, geo: {}, pageUrl: 'javascript:alert(1)' }, '*Purchase*\nThank you'],
    ['escapes an address', { eventData: {}, geo: {}, pageTitle: 'T', pageUrl: 'https://shop.example/a&b|c' }, '*Purchase*\n<https://shop.example/a&amp;b%7Cc|T>'],
    ['calls nobody', { eventData: {}, geo: {}, pageUrl: '', pageTitle: '<!here> *hi*' }, '*Purchase*\n&lt;!here&gt; *hi*'],
    ['hides an e-mail address in a title', { eventData: {}, geo: {}, pageUrl: '', pageTitle: 'Hello ada@example.com' }, '*Purchase*\nHello …'],
    ['stays on its lines', { eventData: {}, geo: {}, pageUrl: '', pageTitle: 'a\n\u0000\u202Eb' }, '*Purchase*\na b'],
    ['names no internet provider', { eventData: {}, geo: {}, pageUrl: '', pageTitle: 'T', organisation: { name: 'Telco', kind: 'isp' } }, '*Purchase*\nT'],
    ['names a university', { eventData: {}, geo: { country: 'GB' }, pageUrl: '', pageTitle: 'T', organisation: { name: 'Uni', kind: 'education' } }, '*Purchase*\nT\nUni · GB'],
  ])('%s', (_, overrides, full) => expect(mapped(overrides).full).toBe(full));

  it('cuts a long title between characters', () => {
    const { full } = mapped({ eventData: {}, geo: {}, pageUrl: '', pageTitle: '😀'.repeat(200) });
    expect(full).toBe(`*Purchase*\n${'😀'.repeat(119)}…`);
  });

  it('never exceeds the 3,000 characters of a section', () => {
    const long = '&'.repeat(900);
    const { full } = mapped({ pageTitle: long, pageUrl: `https://shop.example/${'&'.repeat(400)}`, organisation: { name: long, kind: 'business' } });
    expect(full.length).toBeLessThanOrEqual(3000);
  });

  it.each(['ada@example.com', 'Ada', '203.0.113.7', 'customer-7', 'order=1001', '019abc00'])('does not carry %s', (personal) =>
    expect(JSON.stringify(mapped())).not.toContain(personal));

  it('has a section for each event of a small batch', () => {
    const body = JSON.parse(requestFor([mapped(), mapped({ eventType: 'sign.up', eventData: {} })], settings).body!) as { text: string; blocks: unknown[] };
    expect(body.text).toBe('Purchase · 40.5 EUR\nSign up');
    expect(body.blocks).toHaveLength(2);
  });
});

const answer = (status: number, body: string, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body });

describe('Slack’s answers', () => {
  it.each<[HttpResponse, object]>([
    [answer(200, 'ok'), { is: 'delivered' }],
    [answer(200, '<html>'), { is: 'configuration', code: 'http_200', setting: 'webhook_url' }],
    [answer(302, ''), { is: 'configuration', code: 'http_302' }],
    [answer(400, 'invalid_payload'), { is: 'permanent', code: 'slack_invalid_payload' }],
    [answer(400, 'no_text'), { is: 'permanent', code: 'slack_no_text' }],
    [answer(400, 'user_not_found'), { is: 'configuration', code: 'slack_user_not_found' }],
    [answer(400, 'posting_to_general_channel_denied'), { is: 'configuration', code: 'slack_posting_to_general_channel_denied' }],
    [answer(403, 'action_prohibited'), { is: 'configuration', code: 'slack_action_prohibited' }],
    [answer(403, 'invalid_token'), { is: 'configuration', code: 'slack_invalid_token' }],
    [answer(404, 'channel_not_found'), { is: 'configuration', code: 'slack_channel_not_found' }],
    [answer(404, 'no_service'), { is: 'configuration', code: 'slack_no_service' }],
    [answer(404, 'constructor'), { is: 'configuration', code: 'http_404' }],
    [answer(410, 'channel_is_archived'), { is: 'configuration', code: 'slack_channel_is_archived' }],
    [answer(429, 'rate_limited', { 'retry-after': '1' }), { is: 'throttled', retryAfterMs: 1000 }],
    [answer(500, 'rollup_error'), { is: 'transient', code: 'http_500' }],
  ])('%p', (response, outcome) => expect(readAnswer(response, [1])[0]).toMatchObject(outcome));

  it('returns a refused batch to be halved: the answer names no event', () =>
    expect(readAnswer(answer(400, 'invalid_blocks'), [1, 2])).toMatchObject([{ code: 'batch_refused' }, { code: 'batch_refused' }]));
});

it('tests the connection by a message that says what it is', async () => {
  const sent: HttpRequest[] = [];
  const http = (request: HttpRequest) => Promise.resolve((sent.push(request), answer(200, 'ok')));
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  expect(await check(settings, context)).toEqual({ is: 'delivered' });
  expect(sent[0]).toMatchObject({ method: 'POST', url: settings.webhook_url, body: expect.stringContaining('Warp is connected') });
});
