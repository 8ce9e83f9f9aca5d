import { describe, expect, it } from '@jest/globals';
import { outcomeOfError, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { describePlugin, lookupContext, validateSettings } from '@warp/plugin-sdk/testing';
import plugin from './index.js';

describePlugin(plugin);

const TOKEN = 'very-secret-token';

function settings(own: object = {}): Record<string, unknown> {
  const checked = validateSettings(plugin.settings, { token: TOKEN, ...own });
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return checked.value;
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse => ({ status, headers, body: JSON.stringify(body) });

/** Looks keys up against answers made by hand; the requests it took are returned with what was found. */
async function find(own: object, keys: readonly string[], answer: (request: HttpRequest) => HttpResponse) {
  const requests: HttpRequest[] = [];
  const context = lookupContext({
    http: (request) => {
      requests.push(request);
      return Promise.resolve(answer(request));
    },
  });
  const lookup = await plugin.open(settings(own), context);
  const found = await Promise.resolve(lookup.find(keys, context)).catch((error: unknown) => error);
  return { requests, found };
}

describe('what is looked up', () => {
  it.each([
    ['lite', '8.8.8.8', 'lite/8.8.8.8'],
    ['core', '8.8.8.8', 'lookup/8.8.8.8'],
    ['legacy', '8.8.8.8', '8.8.8.8'],
    ['core', '::ffff:8.8.8.8', 'lookup/8.8.8.8'],
    // The first 64 bits: one line's network.
    ['core', '2a00:1450:4001:80b::200e', 'lookup/2a00:1450:4001:80b::'],
    ['core', '2A00:1450:4001:080B:1:2:3:4', 'lookup/2a00:1450:4001:80b::'],
  ])('of the API %s, for %s: %s', (api, ipAddress, key) => expect(plugin.key({ ipAddress }, settings({ api }))).toBe(key));

  it.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', '203.0.113.9', 'fd00::1', 'fe80::1', '::1', 'nowhere'])('is nothing for %s', (ipAddress) =>
    expect(plugin.key({ ipAddress }, settings())).toBeNull(),
  );
});

describe('the requests', () => {
  const one = () => json({ ip: '1.1.1.1', bogon: true });
  const many = () => json({ '1.1.1.1': { ip: '1.1.1.1', bogon: true }, '9.9.9.9': { ip: '9.9.9.9', bogon: true } });

  it.each([
    ['lite', 'https://api.ipinfo.io/batch/lite', ['lite/1.1.1.1', 'lite/9.9.9.9']],
    ['core', 'https://api.ipinfo.io/batch', ['lookup/1.1.1.1', 'lookup/9.9.9.9']],
    ['legacy', 'https://ipinfo.io/batch', ['1.1.1.1', '9.9.9.9']],
  ])('of the API %s for several addresses is one: %s', async (api, url, keys) => {
    const { requests } = await find({ api }, keys, many);
    expect(requests).toEqual([
      { method: 'POST', url, headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${TOKEN}` }, body: '["1.1.1.1","9.9.9.9"]' },
    ]);
  });

  it.each([
    ['lite', 'https://api.ipinfo.io/lite/1.1.1.1', 'lite/1.1.1.1'],
    ['core', 'https://api.ipinfo.io/lookup/1.1.1.1', 'lookup/1.1.1.1'],
    ['legacy', 'https://ipinfo.io/1.1.1.1', '1.1.1.1'],
  ])('of the API %s for one address is %s', async (api, url, key) => {
    const { requests } = await find({ api }, [key], one);
    expect(requests).toEqual([{ method: 'GET', url, headers: { accept: 'application/json', authorization: `Bearer ${TOKEN}` } }]);
  });

  it('may go to another address, and one by one', async () => {
    const { requests } = await find({ api: 'core', one_by_one: true, endpoint: 'https://proxy.example/ipinfo/' }, ['lookup/1.1.1.1', 'lookup/9.9.9.9'], one);
    expect(requests.map(({ url }) => url)).toEqual(['https://proxy.example/ipinfo/lookup/1.1.1.1', 'https://proxy.example/ipinfo/lookup/9.9.9.9']);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['400', json({ title: 'Wrong module or field type' }, 400), 'permanent'],
    ['403', json({ title: 'Unknown token', message: 'Please ensure …' }, 403), 'configuration'],
    ['429', json({ title: 'Rate limit exceeded' }, 429, { 'retry-after': '120' }), 'throttled'],
    ['500', { status: 500, headers: {}, body: 'Internal server error' }, 'transient'],
    ['broken JSON', { status: 200, headers: {}, body: '{' }, 'transient'],
    ['a list', { status: 200, headers: {}, body: '[]' }, 'transient'],
  ])('%s is told for what it is, without the token', async (_, answer, is) => {
    for (const own of [{}, { one_by_one: true }]) {
      const { found } = await find(own, ['lite/1.1.1.1', 'lite/9.9.9.9'], () => answer);
      expect(outcomeOfError(found)).toMatchObject({ is });
      expect((found as Error).message).not.toContain(TOKEN);
    }
  });

  it('of a 429 waits as long as it asks', async () => {
    const { found } = await find({}, ['lite/1.1.1.1'], () => json({}, 429, { 'retry-after': '120' }));
    expect(outcomeOfError(found)).toMatchObject({ is: 'throttled', retryAfterMs: 120_000 });
  });

  it('of a wrong token names the setting', async () => {
    const { found } = await find({}, ['lite/1.1.1.1'], () => json({}, 403));
    expect(outcomeOfError(found)).toMatchObject({ is: 'configuration', setting: 'token' });
  });

  it('for one address of a batch is missing for this one alone', async () => {
    const { found } = await find({}, ['lite/1.1.1.1', 'lite/9.9.9.9', 'lite/8.8.4.4'], () =>
      json({ '1.1.1.1': { country_code: 'AU' }, '9.9.9.9': { status: 429, error: { title: 'Rate limit exceeded' } } }),
    );
    expect(found).toEqual([{ is: 'found', fields: { geo: { country: 'AU' } } }, { is: 'unanswered' }, { is: 'unanswered' }]);
  });

  it('one by one stops the others, and keeps what came before', async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `lite/1.1.1.${n}`);
    const { requests, found } = await find({ one_by_one: true }, keys, ({ url }) => (url.endsWith('.0') ? json({ country_code: 'AU' }) : json({}, 429)));
    expect((found as object[])[0]).toMatchObject({ is: 'found' });
    expect((found as { is: string }[]).slice(1).every(({ is }) => is === 'unanswered')).toBe(true);
    expect(requests.length).toBeLessThan(keys.length);
  });
});

const record = async (api: string, body: object) => {
  const { found } = await find({ api }, ['x/1.1.1.1'], () => json(body));
  return (found as [{ fields?: { organisation?: object; geo?: object } }])[0].fields;
};

describe('an organisation', () => {
  const network = (type: string, flags: object = {}) => ({ as: { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type }, ...flags });

  it.each([
    ['business', {}, 'business', 0.8],
    ['isp', {}, 'isp', 0.8],
    ['hosting', {}, 'hosting', 0.8],
    ['education', {}, 'education', 0.8],
    ['government', {}, 'government', 0.8],
    ['isp', { is_mobile: true }, 'mobile', 0.8],
    ['isp', { is_hosting: true }, 'hosting', 0.8],
    // Somebody behind a VPN is not one of its people, so this is no lead.
    ['business', { is_anonymous: true }, 'business', 0.3],
    ['inactive', {}, undefined, undefined],
  ])('of the type %s with %j is %s, sure to %s', async (type, flags, kind, confidence) => {
    const organisation = (await record('core', network(type, flags)))?.organisation as { kind?: string; confidence?: number };
    expect([organisation.kind, organisation.confidence]).toEqual([kind, confidence]);
  });

  it.each([
    ['the free plan’s line', { org: 'AS64500 Acme' }, { name: 'Acme', asn: 64500, evidence: 'IPinfo: AS64500 Acme' }],
    ['a mobile carrier', { asn: { asn: 'AS64500', name: 'Acme', type: 'isp' }, carrier: { name: 'Acme Mobile', mcc: '310', mnc: '120' } }, { kind: 'mobile', confidence: 0.8 }],
    ['a company behind a VPN', { company: { name: 'Acme', type: 'business' }, privacy: { vpn: true } }, { kind: 'business', confidence: 0.3, evidence: 'IPinfo: company Acme (business), behind a VPN or proxy' }],
    ['a server', { company: { name: 'Acme', type: 'business' }, privacy: { hosting: true } }, { kind: 'hosting' }],
  ])('of an older plan: %s', async (_, body, organisation) => expect((await record('legacy', body))?.organisation).toMatchObject(organisation));

  it('is none where nothing is known', async () => expect(await record('core', { ip: '1.1.1.1', geo: {}, as: {} })).toBeUndefined());
});

describe('what stays of what others found', () => {
  const combine = (before: object, found: object) => plugin.combine!(before, found);
  const berlin = { country: 'DE', region: 'Berlin', city: 'Berlin' };
  const acme = { name: 'ACME-AS', asn: 64500, kind: 'business', confidence: 0.85, evidence: 'AS64500 ACME-AS' };

  it.each([
    ['the city, when IPinfo knows no more than its country', { geo: berlin }, { geo: { country: 'DE' } }, { geo: berlin }],
    ['no city of another country', { geo: berlin }, { geo: { country: 'FR' } }, { geo: { country: 'FR' } }],
    ['no city, when IPinfo knows one', { geo: berlin }, { geo: { country: 'DE', city: 'Potsdam' } }, { geo: { country: 'DE', city: 'Potsdam' } }],
    [
      'the kind of the same network, when IPinfo has none',
      { organisation: acme },
      { organisation: { name: 'Acme AG', domain: 'acme.example', asn: 64500, evidence: 'IPinfo: AS64500 Acme AG' } },
      { organisation: { ...acme, name: 'Acme AG', domain: 'acme.example', evidence: 'AS64500 ACME-AS; IPinfo: AS64500 Acme AG' } },
    ],
    ['no kind of another network', { organisation: acme }, { organisation: { name: 'Other', asn: 64501 } }, { organisation: { name: 'Other', asn: 64501 } }],
    ['no kind, when IPinfo has one', { organisation: acme }, { organisation: { asn: 64500, kind: 'isp', confidence: 0.8 } }, { organisation: { asn: 64500, kind: 'isp', confidence: 0.8 } }],
    ['nothing, when there was nothing', {}, { geo: { country: 'FR' } }, { geo: { country: 'FR' } }],
  ])('%s', (_, before, found, expected) => expect(combine(before, found)).toEqual(expected));
});

describe('the test', () => {
  const check = (own: object, answers: Readonly<Record<string, HttpResponse>>) =>
    plugin.check!(settings(own), lookupContext({ http: ({ url }) => Promise.resolve(answers[new URL(url).pathname] ?? json({}, 404)) }));

  it('tells what the account counts', async () =>
    expect(await check({ api: 'core' }, { '/lookup/8.8.8.8': json({ ip: '8.8.8.8' }), '/me': json({ token: TOKEN, requests: { day: 3, month: 1234, limit: 150_000, remaining: 148_766 } }) })).toEqual({
      message: 'IPinfo answers. It counts 1,234 of 150,000 look-ups this month.',
      quota: { used: 1234, limit: 150_000 },
    }));

  it('of the free API asks for no account', async () =>
    expect(await check({}, { '/lite/8.8.8.8': json({ ip: '8.8.8.8' }) })).toEqual({ message: 'IPinfo answers. The free API has no limit.' }));

  it('refuses a token that is not good for the API', async () =>
    expect(outcomeOfError(await check({ api: 'core' }, { '/lookup/8.8.8.8': json({}, 403) }).catch((error: unknown) => error))).toMatchObject({ is: 'configuration' }));
});

describe('the quota', () => {
  it.each([
    [{ monthly_limit: 150_000 }, 150_000],
    [{}, null],
  ])('with %j is %s', (own, perMonth) => expect(plugin.quota!(settings(own))).toEqual({ perMonth }));
});
