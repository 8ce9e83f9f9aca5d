import { describe, expect, it } from '@jest/globals';
import type { Context, HttpRequest } from '@warp/plugin-sdk';
import { describePlugin } from '@warp/plugin-sdk/testing';
import { check } from './delivery.js';
import plugin from './index.js';

describePlugin(plugin);

describe('the test of the connection', () => {
  const settings = { url: 'https://hooks.example/warp', secret: 'sixteen characters', include_user: false };

  const checked = async (status: number) => {
    const sent: HttpRequest[] = [];
    const http = (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ status, headers: {}, body: '' });
    };
    const context = { now: () => new Date(Date.UTC(2026, 10, 23, 12)), http } as unknown as Context;
    return { sent, outcome: await check(settings, context) };
  };

  it('sends a signed request without events', async () => {
    const { sent, outcome } = await checked(204);
    expect(outcome).toEqual({ is: 'delivered' });
    expect(sent).toEqual([
      expect.objectContaining({
        url: settings.url,
        body: '{"events":[]}',
        headers: expect.objectContaining({
          'x-warp-timestamp': '1795435200',
          // printf '1795435200\n{"events":[]}' | openssl dgst -sha256 -hmac 'sixteen characters'
          'x-warp-signature': 'b1d4902a50de06e3e9a674817a537693f760db2eadf8512ceff2af0deaa88f82',
        }),
      }),
    ]);
  });

  it('says that the secret is another one', async () => {
    expect((await checked(401)).outcome).toMatchObject({ is: 'configuration' });
  });
});
