import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMetrics } from '../setup/metrics.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const MB = 1024 * 1024;

let warp: TestWarp;
let site: TestSite;
beforeAll(async () => {
  warp = await startTestWarp();
  site = await warp.site();
});
afterAll(() => warp.stop());

const keys = (count: number): string => Array.from({ length: count }, (_, n) => `"${n.toString(36)}":1`).join(',');
const answerTo = async (body: string): Promise<[number, string]> => {
  const answer = await warp.track(body);
  const { code = '' } = (await answer.json()) as { code?: string };
  return [answer.status, code];
};

describe('a body that is expensive to read', () => {
  it.each([
    ['1 MB of open brackets', () => '['.repeat(MB), 'nested_too_deep'],
    ['brackets half a million deep', () => '['.repeat(MB / 2) + ']'.repeat(MB / 2), 'nested_too_deep'],
    ['objects 100,000 deep', () => '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), 'nested_too_deep'],
    ['properties 101 deep', () => `{"script_id":"${site.scriptId}","event_type":"x","event_data":{"a":${'['.repeat(101)}${']'.repeat(101)}},"pad":"${'x'.repeat(2_000)}"}`, 'nested_too_deep'],
    ['100,000 fields that each of 100 events would get', () => `{"script_id":"${site.scriptId}",${keys(100_000)},"events":[${'{},'.repeat(99)}{}]}`, 'too_many_fields'],
    ['half a million values', () => `{"script_id":"${site.scriptId}","event_type":"x","event_data":{"a":[${'1,'.repeat(500_000)}1]}}`, 'too_many_fields'],
    ['1 MB of backslashes', () => `{"a":"${'\\'.repeat(MB - 10)}"}`, 'unknown_script'],
    ['1 MB of escaped quotes', () => `{"a":"${'\\"'.repeat(MB / 2 - 10)}}`, 'malformed_json'],
    ['a number of 1 MB', () => `{"script_id":${'9'.repeat(MB - 20)}}`, 'unknown_script'],
  ])('is refused before it costs anything: %s', async (_, body, code) => {
    expect(await answerTo(body())).toEqual([code === 'unknown_script' ? 401 : 400, code]);
  });

  it('changes no object’s prototype, and costs no event', async () => {
    const inner = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"value":3,"currency":"EUR","\\u005f_proto__":{"polluted":2}}';
    expect(await answerTo(`{"script_id":"${site.scriptId}","__proto__":{"event_id":"from-the-prototype"},"event_type":"view_item","event_id":"proto-1","event_data":${inner}}`)).toEqual([202, '']);
    const [row] = await eventually(() => warp.database.query<{ event_data: object }>("select event_data from events where event_id = 'proto-1'"), (rows) => rows.length === 1);
    expect(row!.event_data).toMatchObject({ value: 3, currency: 'EUR' });
    expect(JSON.stringify(row!.event_data)).not.toContain('__proto__');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('/metrics', () => {
  it('is for whoever has its token, whatever a proxy adds', async () => {
    for (const headers of [{}, { 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }, { 'x-real-ip': '127.0.0.1' }, { authorization: 'Bearer wrong' }, { authorization: 'Bearer ' }, { cookie: 'token=metrics-token-of-the-tests' }]) {
      const answer = await fetch(`${warp.url}/metrics`, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'metrics_token_required' });
    }
    expect((await fetch(`${warp.url}/metrics?token=metrics-token-of-the-tests`)).status).toBe(401);
    expect(await readMetrics(warp.url)).toContain('process_cpu_user_seconds_total');
  });
});

describe('what is answered', () => {
  it.each([
    ['/api/sites', {}, 'no-store'],
    ['/nowhere', {}, 'no-store'],
    ['/w/none.js', {}, 'no-store'],
    ['/health/live', {}, 'no-store'],
    ['/api/sites/%00', {}, 'no-store'],
    ['/%', {}, 'no-store'],
  ])('is kept by no cache: %s', async (path, headers, expected) => {
    expect((await fetch(`${warp.url}${path}`, { headers })).headers.get('cache-control')).toBe(expected);
  });

  it('may be kept where it is everybody’s: the script', async () => {
    const answer = await fetch(`${warp.url}/w/${site.scriptId}.js`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(answer.headers.get('vary')).toBeNull();
  });
});

describe('an address in an event of an API key', () => {
  it('is read in every form, and one that is none costs only itself', async () => {
    const headers = { authorization: `Bearer ${await apiKey()}` };
    const events = [
      { event_type: 'x', event_id: 'ip-1', ip_address: '203.0.113.7:49152' },
      { event_type: 'x', event_id: 'ip-2', ip_address: '"[2001:db8:1:2::5]:443"' },
      { event_type: 'x', event_id: 'ip-3', ip_address: '::ffff:cb00:7107' },
      { event_type: 'x', event_id: 'ip-4', ip_address: '010.0.0.1' },
    ];
    expect((await warp.track({ script_id: site.scriptId, events }, headers)).status).toBe(202);
    const rows = await eventually(() => warp.database.query<{ event_id: string; ip_address: string | null }>("select event_id, host(ip_address) as ip_address from events where event_id like 'ip-%' order by event_id"), ({ length }) => length === 4);
    // Cut short, as they are stored by default.
    expect(rows.map(({ ip_address }) => ip_address)).toEqual(['203.0.113.0', '2001:db8:1::', '203.0.113.0', null]);
  });

  async function apiKey(): Promise<string> {
    const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'admin@warp.local', password: warp.warp.adminPassword }) });
    const { access_token } = (await login.json()) as { access_token: string };
    const made = await fetch(`${warp.url}/api/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Server', scopes: ['track'], agency_id: site.agencyId }),
    });
    return ((await made.json()) as { key: string }).key;
  }
});
