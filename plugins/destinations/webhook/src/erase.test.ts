import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { Context, HttpRequest } from '@warp/plugin-sdk';
import { erase } from './erase.js';

const settings = { url: 'https://hooks.example/warp', secret: 'sixteen characters', include_user: true };
const subject = { visitorIds: ['v-1'], userIds: ['42'], email: 'ada@example.com' };

async function erased(status: number, body: string, used = settings) {
  const sent: HttpRequest[] = [];
  const http = (request: HttpRequest) => {
    sent.push(request);
    return Promise.resolve({ status, headers: {}, body });
  };
  const context = { now: () => new Date(Date.UTC(2026, 10, 23, 12)), http } as unknown as Context;
  return { sent, outcome: await erase(subject, used, context) };
}

describe('the erasure of a person', () => {
  it('is sent signed like events, so that a receiver of events understands the request', async () => {
    const { sent } = await erased(200, '{"erased":true}');
    const body = '{"events":[],"erasure":{"visitor_ids":["v-1"],"user_ids":["42"],"email":"ada@example.com"}}';
    expect(sent).toEqual([expect.objectContaining({ url: settings.url, body })]);
    expect(sent[0]!.headers).toMatchObject({ 'x-warp-timestamp': '1795435200', 'x-warp-signature': createHmac('sha256', settings.secret).update(`1795435200\n${body}`).digest('hex') });
  });

  it('names no address to who gets none with events', async () => {
    expect((await erased(200, '', { ...settings, include_user: false })).sent[0]!.body).not.toContain('ada@');
  });

  it.each<[number, string, object]>([
    [200, '{"erased":true}', { is: 'delivered' }],
    [202, '', { is: 'delivered' }],
    [200, 'ok', { is: 'permanent', code: 'not_supported' }],
    [200, '{"erased":"true"}', { is: 'permanent', code: 'not_supported' }],
    [200, 'null', { is: 'permanent', code: 'not_supported' }],
    [500, '', { is: 'transient' }],
    [429, '', { is: 'throttled' }],
    [401, '', { is: 'configuration' }],
    [404, '', { is: 'permanent', code: 'http_404' }],
  ])('given the answer %s %j, then %j', async (status, body, outcome) => {
    expect((await erased(status, body)).outcome).toMatchObject(outcome);
  });
});
