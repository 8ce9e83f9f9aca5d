import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';
import type { ServicesConfig } from '../config/config.js';
import { PluginHttpClient } from './http-client.js';

let vendor: Vendor;
const clients: PluginHttpClient[] = [];

beforeAll(async () => {
  vendor = await startVendor(({ path }) => (path === '/away' ? { status: 302, headers: { location: 'http://127.0.0.1/' } } : { status: 200, body: 'ok' }));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.onApplicationShutdown();
});
afterAll(() => vendor.stop());

function client(allowPrivateNetwork: boolean): PluginHttpClient {
  const made = new PluginHttpClient({ allowPrivateNetwork } as ServicesConfig);
  clients.push(made);
  return made;
}

describe('the way out for plugins', () => {
  it.each([
    ['an address', (port: string) => `http://127.0.0.1:${port}/`],
    ['a name that points inside', (port: string) => `http://localhost:${port}/`],
    ['an address inside IPv6', (port: string) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['an address written as one number', (port: string) => `http://2130706433:${port}/`],
  ])('does not reach %s of the private network', async (_, url) => {
    const before = vendor.requests.length;
    await expect(client(false).send({ method: 'GET', url: url(new URL(vendor.url).port) })).rejects.toMatchObject({ code: 'private_address' });
    expect(vendor.requests).toHaveLength(before);
  });

  it('reaches it where the operator allows', async () => expect(await client(true).send({ method: 'GET', url: vendor.url })).toMatchObject({ status: 200, body: 'ok' }));

  it('does not follow a redirect', async () => expect(await client(true).send({ method: 'GET', url: `${vendor.url}/away` })).toMatchObject({ status: 302 }));

  it.each(['file:///etc/passwd', 'ftp://example.org/', 'nonsense', ''])('refuses “%s”', (url) =>
    expect(client(false).send({ method: 'GET', url })).rejects.toMatchObject({ code: 'invalid_address' }),
  );

  it('says nothing of the address when nobody answers: it may carry a secret', async () => {
    const error = await client(true).send({ method: 'GET', url: 'http://127.0.0.1:1/hidden-token' }).catch((caught: Error) => caught);
    expect(error).toMatchObject({ code: 'unreachable' });
    expect((error as Error).message).not.toContain('hidden-token');
  });
});
