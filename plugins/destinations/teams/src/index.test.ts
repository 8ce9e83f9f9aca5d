import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type Context, type HttpRequest, type HttpResponse, type WarpEvent } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import type { Part } from './card.js';
import { check, requestFor } from './delivery.js';
import plugin from './index.js';
import { map } from './map.js';
import { readAnswer } from './read.js';
import type { TeamsSettings } from './settings.js';

describePlugin(plugin);

const settings: TeamsSettings = { webhook_url: 'https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=secret', events: ['purchase', 'sign.up'] };

function mapped(overrides: Partial<WarpEvent> = {}): Part {
  const item = map(exampleEvent(overrides), settings);
  if (isSkip(item)) throw new Error(item.code);
  return item;
}

/** What somebody reads, line by line. */
const lines = ({ items }: Part): readonly string[] => items.map(({ inlines }) => inlines.map(({ text }) => text).join(''));

describe('a message', () => {
  it.each<[string, Partial<WarpEvent>, readonly string[], string | undefined]>([
    ['has a line for the event, the page, and the place', {}, ['Purchase · 40.5 EUR', 'Thank you', 'DE'], 'https://shop.example/thanks'],
    ['names the company', { eventType: 'sign.up', eventData: {}, organisation: { name: 'Uni', kind: 'education' } }, ['Sign up', 'Thank you', 'Uni · DE'], 'https://shop.example/thanks'],
    ['opens nothing without an address', { eventData: {}, geo: {}, pageUrl: '' }, ['Purchase', 'Thank you'], undefined],
    ['opens no address that names somebody', { eventData: {}, geo: {}, pageUrl: 'https://shop.example/u/ada%40example.com' }, ['Purchase', 'Thank you'], undefined],
    ['may be one line', { eventData: {}, geo: {}, pageUrl: '', pageTitle: '' }, ['Purchase'], undefined],
  ])('%s', (_, overrides, expected, url) => {
    const part = mapped(overrides);
    expect(lines(part)).toEqual(expected);
    expect(part.selectAction?.url).toBe(url);
  });

  it('never holds text in which Teams would look for Markdown', () => {
    const { body } = requestFor([mapped({ pageTitle: '**hi** [x](https://evil.example)' })], settings);
    expect(body).not.toContain('"TextBlock"');
    expect(body).not.toContain('FactSet');
  });

  it.each(['ada@example.com', 'Ada', '203.0.113.7', 'customer-7', 'order=1001', '019abc00'])('does not carry %s', (personal) =>
    expect(JSON.stringify(mapped())).not.toContain(personal));

  it('has a part for each event of a small batch, and stays below what Teams shows', () => {
    const long = '😀'.repeat(900);
    const item = mapped({ pageTitle: long, pageUrl: `https://shop.example/${'a'.repeat(270)}`, organisation: { name: long, kind: 'business' } });
    const { body } = requestFor(Array.from({ length: 10 }, () => item), settings);
    expect((JSON.parse(body!) as { attachments: { content: { body: unknown[] } }[] }).attachments[0]!.content.body).toHaveLength(10);
    expect(Buffer.byteLength(body!)).toBeLessThan(28_000);
  });
});

const answer = (status: number, body: unknown = '', headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const fault = (status: number, code: string) => answer(status, { error: { code, message: 'https://prod-1.westeurope.logic.azure.com/?sig=secret' } });

describe('Teams’ answers', () => {
  it.each<[string, HttpResponse, object]>([
    ['taken', answer(202), { is: 'delivered' }],
    ['answered by the workflow itself', answer(200, 'Posted'), { is: 'delivered' }],
    ['a page of somebody else', answer(200, ' <html>'), { is: 'configuration', code: 'http_200', setting: 'webhook_url' }],
    ['elsewhere', answer(302), { is: 'configuration', code: 'http_302' }],
    ['switched off', fault(400, 'WorkflowTriggerIsNotEnabled'), { is: 'configuration', code: 'teams_workflow_trigger_is_not_enabled' }],
    ['made for something else', fault(400, 'TriggerInputSchemaMismatch'), { is: 'configuration', code: 'teams_trigger_input_schema_mismatch' }],
    ['a URL without its signature', fault(401, 'DirectApiAuthorizationRequired'), { is: 'configuration', code: 'teams_direct_api_authorization_required' }],
    ['forbidden', answer(403), { is: 'configuration', code: 'http_403' }],
    ['not there', answer(404), { is: 'configuration', code: 'http_404' }],
    ['not there any more', answer(410), { is: 'configuration', code: 'http_410' }],
    ['not understood', fault(400, 'InvalidRequestContent'), { is: 'permanent', code: 'http_400' }],
    ['too large', answer(413), { is: 'permanent', code: 'http_413' }],
    ['too many', answer(429, '', { 'retry-after': '1' }), { is: 'throttled', retryAfterMs: 1000 }],
    ['ill', fault(502, 'NoResponse'), { is: 'transient', code: 'http_502' }],
  ])('%s', (_, response, outcome) => {
    const [read] = readAnswer(response, [1]);
    expect(read).toMatchObject(outcome);
    expect(JSON.stringify(read)).not.toContain('sig=');
  });

  it('returns a refused batch to be halved: the answer names no event', () =>
    expect(readAnswer(answer(413), [1, 2])).toMatchObject([{ code: 'batch_refused' }, { code: 'batch_refused' }]));
});

it('tests the connection by a message that says what it is', async () => {
  const sent: HttpRequest[] = [];
  const http = (request: HttpRequest) => Promise.resolve((sent.push(request), answer(202)));
  const context: Context = { http, now: () => new Date(0), log: () => undefined, signal: AbortSignal.timeout(1000) };
  expect(await check(settings, context)).toEqual({ is: 'delivered' });
  expect(sent[0]).toMatchObject({ method: 'POST', url: settings.webhook_url, body: expect.stringContaining('Warp is connected') });
});
