import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/services/ports.js';
import { loadConfig } from '../../src/config/config.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { startWarp, type RunningWarp } from '../../src/main.js';
import { METRICS_TOKEN, readMetrics } from '../setup/metrics.js';
import { BROWSER, eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { startDnsStandIn, type DnsStandIn } from '../stand-ins/dns.js';
import { startIpinfoStandIn, type IpinfoStandIn } from '../../../plugins/enrichments/ipinfo/test/stand-in.js';

const PASSWORD = 'a long enough password';
const KEYS = `k1:${randomBytes(32).toString('base64')}`;

interface Enrichment {
  readonly id: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly rests_until: string | null;
  readonly enabled: boolean;
  readonly saved_at: string | null;
  readonly settings: Record<string, unknown>;
  readonly today: { lookups: number; cache_hits: number; requests: number; failures: number; over_budget: number; while_resting: number; cache_hit_rate: number | null };
  readonly quota: { used: number; limit: number | null; remaining: number | null } | null;
}

/** One process answers the operator, another one takes and stores events: what is set in one must be in force in the other. */
let office: TestWarp;
let worker: { readonly url: string; readonly warp: RunningWarp; readonly dataDir: string };
let ipinfo: IpinfoStandIn;
let dns: DnsStandIn;
let site: TestSite;
let operator: string;

beforeAll(async () => {
  [ipinfo, dns] = await Promise.all([startIpinfoStandIn(), startDnsStandIn()]);
  office = await startTestWarp({ WARP_ROLES: 'serve', WARP_ADMIN_PASSWORD: PASSWORD, WARP_ENCRYPTION_KEYS: KEYS, WARP_DNS_SERVERS: dns.server });
  worker = await startWorker();
  site = await office.site();
  operator = await logIn('admin@warp.local');
});
afterAll(async () => {
  await worker.warp.close();
  await office.stop();
  rmSync(worker.dataDir, { recursive: true, force: true });
  await Promise.all([ipinfo.stop(), dns.stop()]);
});
beforeEach(() => {
  ipinfo.behave();
  dns.behave();
});

async function startWorker(): Promise<typeof worker> {
  const dataDir = mkdtempSync(join(tmpdir(), 'warp-worker-'));
  const port = await freePort();
  const config = loadConfig({
    WARP_DATA_DIR: dataDir,
    PORT: String(port),
    WARP_ROLES: 'collect,process',
    WARP_LOG_LEVEL: 'silent',
    WARP_ALLOW_PRIVATE_NETWORK: 'true',
    WARP_METRICS_TOKEN: METRICS_TOKEN,
    WARP_ENCRYPTION_KEYS: KEYS,
    WARP_DNS_SERVERS: dns.server,
  });
  return { url: `http://127.0.0.1:${port}`, dataDir, warp: await startWarp({ ...config, databaseUrl: office.database.url, redisUrl: office.redisUrl }) };
}

async function logIn(email: string): Promise<string> {
  const answer = await fetch(`${office.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: PASSWORD }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function api<T>(method: string, path: string, body?: object, token = operator): Promise<{ status: number; json: T }> {
  const answer = await fetch(`${office.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as T };
}

const list = async (): Promise<readonly Enrichment[]> => (await api<{ items: Enrichment[] }>('GET', 'enrichments')).json.items;
const state = async (id: string): Promise<Enrichment> => (await list()).find((one) => one.id === id)!;
/** Once it is in force in the process that stores events. */
async function change(id: string, body: object): Promise<void> {
  const { json } = await api<Enrichment>('PUT', `enrichments/${id}/settings`, body);
  const isRunning = json.status === 'active' || json.status === 'resting';
  const line = `warp_enrichment_settings_saved_seconds{enrichment="${id}"}`;
  const inForce = isRunning ? `${line} ${Date.parse(json.saved_at!) / 1000}` : line;
  await eventually(() => readMetrics(worker.url), (text) => text.includes(inForce) === isRunning);
}
/** With the stand-in's address, and what the test is about. */
const set = (own: object): Promise<void> => change('ipinfo', { enabled: true, settings: { token: 'right-token', api: 'core', endpoint: ipinfo.url, ...own } });
const test = (id: string) => api<{ ok: boolean; code: string; message: string; quota: object | null }>('POST', `enrichments/${id}/test`);

interface Stored {
  readonly event_id: string;
  readonly geo: Record<string, unknown> | null;
  readonly organisation: Record<string, unknown> | null;
  readonly missing: readonly string[];
}

let sent = 0;

/** Sends a page view from an address, and waits for it to be stored. */
async function visit(address: string): Promise<Stored> {
  const id = `visit-${(sent += 1)}`;
  const body = JSON.stringify({ script_id: site.scriptId, event_type: 'page_view', page_url: 'https://shop.example/', event_id: id, visitor_id: id, session_id: id });
  const answer = await fetch(`${worker.url}/api/track`, { method: 'POST', headers: { 'content-type': 'application/json', ...BROWSER, 'x-forwarded-for': address }, body });
  expect(answer.status).toBe(202);
  const rows = await eventually(
    () =>
      office.database.query<Stored>(
        `select event_id, ip_enrichment->'geo' as geo, ip_enrichment->'organisation' as organisation, missing from events where event_id = $1`,
        [id],
      ),
    (found) => found.length === 1,
  );
  return rows[0]!;
}

/** A public address nobody asked for yet. */
let host = 0;
const fresh = (): string => `8.30.0.${(host += 1)}`;

describe('before anything is set', () => {
  it('sources that need nothing run; one that needs a key waits for it, and one that tells others starts off', async () => {
    expect((await list()).map(({ id, status, status_reason }) => [id, status, status_reason])).toEqual([
      ['company-asn', 'active', null],
      ['geo-dbip', 'active', null],
      ['user-agent', 'active', null],
      ['ipinfo', 'not_configured', 'It waits for: Access token.'],
      ['reverse-dns', 'off', 'Visitors’ addresses go to your name server, and from there to those of their networks’ owners.'],
    ]);
  });

  it('an event misses nothing', async () => {
    const { geo, missing } = await visit('8.8.8.8');
    expect(geo).toMatchObject({ country: 'US', city: 'Mountain View' });
    expect(missing).toEqual([]);
    expect([ipinfo.requests, dns.queries]).toEqual([[], []]);
  });

  it('only the operator sees and sets them', async () => {
    await office.database.query('insert into users (agency_id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)', [
      site.agencyId,
      'agency@example.org',
      'Agency',
      'agency_admin',
      await hashPassword(PASSWORD),
    ]);
    const agency = await logIn('agency@example.org');
    expect((await api('GET', 'enrichments', undefined, agency)).status).toBe(403);
    expect((await api('PUT', 'enrichments/ipinfo/settings', { enabled: false }, agency)).status).toBe(403);
    expect((await api('POST', 'enrichments/ipinfo/test', undefined, agency)).status).toBe(403);
    expect((await api('PUT', 'enrichments/nothing/settings', {})).status).toBe(404);
  });

  it('settings are checked by the plugin’s schema', async () => {
    const { status, json } = await api<{ errors: { field: string; rule: string }[] }>('PUT', 'enrichments/ipinfo/settings', { settings: { token: 'x', api: 'best', more: 1 } });
    expect(status).toBe(400);
    expect(json.errors.map(({ field, rule }) => [field, rule])).toEqual([
      ['settings.more', 'unknown'],
      ['settings.api', 'enum'],
    ]);
  });

  it('a test says what is missing', async () => expect((await test('ipinfo')).json).toEqual({ ok: false, code: 'not_configured', message: 'It waits for: Access token.', quota: null }));

  it('a test of a source without a check of its own looks its example up', async () =>
    expect((await test('company-asn')).json).toEqual({ ok: true, code: 'answered', message: 'It answers.', quota: null }));
});

describe('a paid source', () => {
  beforeAll(() => ipinfo.change({ plan: 'core', token: 'right-token', limit: 150_000 }));

  it('is used as soon as its key is saved, without a restart, and its word takes the place of the free one’s', async () => {
    const address = fresh();
    ipinfo.know(address, {
      geo: { city: 'Lille', region: 'Hauts-de-France', country: 'France', country_code: 'FR', latitude: 50.63297, longitude: 3.05858 },
      as: { asn: 'AS64500', name: 'Acme Works', domain: 'acme-works.example', type: 'business' },
    });
    await set({});
    const { geo, organisation, missing } = await visit(address);
    expect(geo).toEqual({ country: 'FR', region: 'Hauts-de-France', city: 'Lille', latitude: 50.63297, longitude: 3.05858 });
    expect(organisation).toEqual({
      name: 'Acme Works',
      domain: 'acme-works.example',
      asn: 64500,
      kind: 'business',
      confidence: 0.8,
      evidence: 'IPinfo: AS64500 Acme Works (business)',
    });
    expect(missing).toEqual([]);
  });

  it('makes a company that says what its match rests on', async () => {
    const { json } = await api<{ items: object[] }>('GET', 'analytics/companies');
    expect(json.items).toEqual([
      expect.objectContaining({ name: 'Acme Works', domain: 'acme-works.example', location: 'Lille, FR', confidence: 0.8, evidence: 'IPinfo: AS64500 Acme Works (business)', total_visits: 1 }),
    ]);
    const events = await api<{ items: { organisation: object | null }[] }>('GET', 'analytics/events?company=Acme%20Works');
    expect(events.json.items.map(({ organisation }) => organisation)).toEqual([expect.objectContaining({ confidence: 0.8, evidence: 'IPinfo: AS64500 Acme Works (business)' })]);
  });

  it('keeps its key from everybody', async () => {
    expect((await state('ipinfo')).settings).toMatchObject({ token: '********', api: 'core' });
    const rows = await office.database.query('select settings::text, encode(secrets, \'escape\') as secrets from enrichments union all select details::text, action from audit_log');
    expect(JSON.stringify(rows)).not.toContain('right-token');
    expect(JSON.stringify(rows)).toContain('enrichment.updated');
  });

  it('is asked once for an address, and says how often', async () => {
    const address = fresh();
    const before = ipinfo.lookedUp.length;
    for (let n = 0; n < 3; n += 1) await visit(address);
    expect(ipinfo.lookedUp.slice(before)).toEqual([address]);
    const { today, quota } = await eventually(() => state('ipinfo'), (now) => now.today.lookups === 4);
    // One asked in the first test, one asked and two remembered here.
    expect(today).toMatchObject({ lookups: 4, cache_hits: 2, requests: 2, cache_hit_rate: 0.5, failures: 0 });
    expect(quota).toEqual({ used: 2, limit: null, remaining: null });
  });

  it('never learns private addresses', async () => {
    const before = ipinfo.requests.length;
    expect((await visit('192.168.7.7')).missing).toEqual([]);
    expect(ipinfo.requests).toHaveLength(before);
  });

  it('is shown in monitoring and to Prometheus', async () => {
    const { json } = await api<{ enrichments: { id: string; status: string; today: { requests: number } }[] }>('GET', 'monitoring/pipeline');
    expect(json.enrichments.map(({ id, status }) => [id, status])).toContainEqual(['ipinfo', 'active']);
    const text = await readMetrics(worker.url);
    expect(text).toContain('warp_enrichment_lookups_total{enrichment="ipinfo",outcome="cached"} 2');
    expect(text).toContain('warp_enrichment_requests_this_month{enrichment="ipinfo"} 2');
    expect(text).toContain('warp_enrichment_resting{enrichment="ipinfo"} 0');
  });

  it('is tested by a look-up, and its own count is taken over', async () => {
    ipinfo.use(1_000);
    const used = 1_000 + ipinfo.lookedUp.length + 1;
    expect((await test('ipinfo')).json).toEqual({
      ok: true,
      code: 'answered',
      message: `IPinfo answers. It counts ${used.toLocaleString('en')} of 150,000 look-ups this month.`,
      quota: { used, limit: 150_000 },
    });
    expect((await state('ipinfo')).quota).toMatchObject({ used });
  });
});

describe('the free API', () => {
  it('gives names and domains, and leaves what the bundled tables know better', async () => {
    ipinfo.change({ plan: 'free' });
    ipinfo.know('17.0.0.1', { asn: 'AS714', as_name: 'Apple Inc.', as_domain: 'apple.com', country_code: 'US', country: 'United States' });
    await set({ api: 'lite' });
    const { geo, organisation } = await visit('17.0.0.1');
    expect(geo).toMatchObject({ country: 'US', city: 'Cupertino' });
    expect(organisation).toEqual({ name: 'Apple Inc.', domain: 'apple.com', asn: 714, kind: 'business', confidence: 0.95, evidence: 'AS714 Apple Inc.; IPinfo: AS714 Apple Inc.' });
    ipinfo.change({ plan: 'core' });
    await set({});
  });
});

describe('while the paid source is in trouble, events go on with what the free ones know, and', () => {
  // In no test's stand-in: what the bundled tables say of it.
  const free = { geo: { country: 'US' } };

  it('when it hangs they wait for its budget, once; it is counted and told', async () => {
    const before = (await state('ipinfo')).today.over_budget;
    ipinfo.behave({ is: 'hanging' });
    const event = await visit(fresh());
    expect(event).toMatchObject({ ...free, missing: ['ipinfo'] });
    await eventually(() => state('ipinfo'), ({ today }) => today.over_budget === before + 1);
    ipinfo.behave();
    await set({});
  });

  it('when it asks to wait it is not asked until then', async () => {
    ipinfo.behave({ is: 'answering', status: 429, headers: { 'retry-after': '2' }, body: { title: 'Rate limit exceeded' } });
    expect(await visit(fresh())).toMatchObject({ ...free, missing: ['ipinfo'] });
    const { status, status_reason, rests_until } = await state('ipinfo');
    expect([status, status_reason]).toEqual(['resting', 'IPinfo asks to wait: the limit of the token is reached.']);
    ipinfo.behave();
    const before = ipinfo.requests.length;
    expect(await visit(fresh())).toMatchObject({ missing: ['ipinfo'] });
    expect(ipinfo.requests).toHaveLength(before);
    await eventually(async () => Date.now(), (now) => now > Date.parse(rests_until!) + 20);
    expect(await visit(fresh())).toMatchObject({ organisation: { name: 'Nobody' }, missing: [] });
  });

  it('when its key is refused it rests and says so, until another key is saved', async () => {
    ipinfo.change({ token: 'new-token' });
    expect(await visit(fresh())).toMatchObject({ ...free, missing: ['ipinfo'] });
    expect(await state('ipinfo')).toMatchObject({ status: 'resting', status_reason: 'IPinfo refuses the token, or its plan does not include this API.' });
    expect((await test('ipinfo')).json).toMatchObject({ ok: false, code: 'ipinfo_token_refused' });
    const before = ipinfo.requests.length;
    await visit(fresh());
    expect(ipinfo.requests).toHaveLength(before);

    await set({ token: 'new-token' });
    expect((await state('ipinfo')).quota).toMatchObject({ used: 0 });
    expect(await visit(fresh())).toMatchObject({ organisation: { name: 'Nobody' }, missing: [] });
  });

  it('when the month’s look-ups are used up it is not asked for more', async () => {
    const { quota } = await state('ipinfo');
    await set({ token: '********', monthly_limit: quota!.used + 1 });
    expect((await visit(fresh())).missing).toEqual([]);
    expect(await visit(fresh())).toMatchObject({ ...free, missing: ['ipinfo'] });
    const before = ipinfo.requests.length;
    expect(await visit(fresh())).toMatchObject({ missing: ['ipinfo'] });
    expect(ipinfo.requests).toHaveLength(before);
    const limit = quota!.used + 1;
    expect(await state('ipinfo')).toMatchObject({ status: 'resting', quota: { used: limit, limit, remaining: 0 } });
    expect((await state('ipinfo')).status_reason).toBe(`The ${limit} look-ups of this month are used up.`);
  });

  it('when it is turned off nothing is missing', async () => {
    await change('ipinfo', { enabled: false });
    expect(await visit(fresh())).toMatchObject({ ...free, missing: [] });
    expect(await state('ipinfo')).toMatchObject({ status: 'off', enabled: false, settings: { token: '********' } });
  });
});

describe('host names', () => {
  beforeAll(() => change('reverse-dns', { enabled: true }));

  it('make a company out of a provider’s line, when the name resolves back', async () => {
    // Of Deutsche Telekom, by the bundled table.
    dns.call('79.223.255.255', 'vpn.acme-corp.de');
    dns.point('vpn.acme-corp.de', '79.223.255.255');
    const { organisation } = await visit('79.223.255.255');
    expect(organisation).toMatchObject({ name: 'acme-corp.de', domain: 'acme-corp.de', asn: 3320, kind: 'business', confidence: 0.65 });
    expect(organisation!['evidence']).toMatch(/^host name: “vpn” in acme-corp\.de; AS3320 /);
    const { json } = await api<{ items: { name: string; evidence: string }[] }>('GET', 'analytics/companies?search=acme-corp');
    expect(json.items).toEqual([expect.objectContaining({ name: 'acme-corp.de', confidence: 0.65, evidence: organisation!['evidence'] })]);
  });

  it('prove nothing when they do not', async () => {
    dns.call('79.223.255.254', 'vpn.victim.de');
    dns.point('vpn.victim.de', '203.0.113.1');
    expect((await visit('79.223.255.254')).organisation).toMatchObject({ asn: 3320, kind: 'isp' });
  });

  it('that nobody gives leave everything as it was', async () => expect(await visit('79.223.255.253')).toMatchObject({ organisation: { asn: 3320, kind: 'isp' }, missing: [] }));

  it('are missing while the name server hangs, and the event goes on', async () => {
    dns.behave('hanging');
    expect(await visit('79.223.255.252')).toMatchObject({ organisation: { asn: 3320, kind: 'isp' }, missing: ['reverse-dns'] });
  });
});
