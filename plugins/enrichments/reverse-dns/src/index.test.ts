import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@warp/plugin-sdk';
import { describePlugin, lookupContext } from '@warp/plugin-sdk/testing';
import plugin from './index.js';

describePlugin(plugin);

it('sends no address to a name server before the operator turned it on', () => expect(plugin.startsOff).toContain('Visitors’ addresses go to'));

describe('what is looked up', () => {
  it.each(['8.8.8.8', '2001:4860:4860::8888'])('%s', (ipAddress) => expect(plugin.key({ ipAddress }, {})).toBe(ipAddress));
  it.each(['10.0.0.1', '::1', 'fe80::1', 'nowhere'])('not %s', (ipAddress) => expect(plugin.key({ ipAddress }, {})).toBeNull());
});

it('has no answer for the one address the name server says nothing about', async () => {
  const reverse = (address: string) =>
    address === '192.0.2.2' ? Promise.reject(new TransientError('dns_unavailable', 'No answer.')) : Promise.resolve(['vpn.acme.example.com']);
  const context = lookupContext({ reverse });
  const lookup = await plugin.open({}, context);
  const found = await lookup.find(['192.0.2.1', '192.0.2.2', '192.0.2.3'], context);
  expect(found.map(({ is }) => is)).toEqual(['found', 'unanswered', 'found']);
});

it('takes the name that proves most of several', async () => {
  const context = lookupContext({ reverse: () => Promise.resolve(['www.acme.com', 'vpn.acme.com', 'mail.acme.com']) });
  const [found] = await (await plugin.open({}, context)).find(['192.0.2.1'], context);
  expect(found).toMatchObject({ fields: { organisation: { evidence: 'host name: “vpn” in acme.com' } } });
});
