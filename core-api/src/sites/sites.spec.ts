import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { SiteDirectory } from '../site-directory/site-directory.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

interface SiteBody {
  readonly id: string;
  readonly script_id: string;
  readonly config: Record<string, unknown>;
  readonly [field: string]: unknown;
}

const as = 'agency_admin' as const;
const create = (body: unknown) => api.request('POST', '/api/sites', { as, body });
const created = async (body: object = {}): Promise<SiteBody> =>
  (await create({ name: 'Shop', domain: 'shop.example', ...body })).json as SiteBody;

describe('a new site', () => {
  it('has a script, a snippet, complete configuration and no event yet', async () => {
    const answer = await create({
      name: 'Shop',
      domain: 'Shop.Example.COM.',
      domains: ['münchen.example'],
      config: { timezone: 'Europe/Berlin' },
    });
    expect(answer.status).toBe(201);
    const site = answer.json as SiteBody;
    expect(site).toMatchObject({
      agency_id: api.world.agencies.a,
      name: 'Shop',
      domain: 'shop.example.com',
      domains: ['xn--mnchen-3ya.example'],
      script_id: expect.stringMatching(/^[a-z0-9]{12}$/),
      status: 'active',
      config: {
        timezone: 'Europe/Berlin',
        currency: '',
        respect_gpc: true,
        consent: { analytics: true, marketing: false },
      },
      installed: false,
      events_today: 0,
      last_event_at: null,
    });
    expect(site['snippet']).toContain(`src="https://core.example/w/${site.script_id}.js"`);
    expect((await api.request('GET', `/api/sites/${site.id}`, { as })).json).toEqual(site);
  });

  it('is known to the collector at once, with a signing key of its own', async () => {
    const [one, two] = [await created(), await created()];
    const directory = api.app.get(SiteDirectory);
    expect(directory.findByScript(one.script_id)).toMatchObject({
      id: one.id,
      domains: ['shop.example'],
      paused: false,
    });
    expect(directory.find(one.id)!.secret).toHaveLength(32);
    expect(directory.find(one.id)!.secret.equals(directory.find(two.id)!.secret)).toBe(false);
  });

  it('of a super admin needs the agency’s name when there are several', async () => {
    const body = { name: 'x', domain: 'x.example' };
    const answer = await api.request('POST', '/api/sites', { as: 'super_admin', body });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: 'agency_id', rule: 'required' }] });
  });
});

describe('bad input names the field and the rule', () => {
  it.each<[string, unknown, string, string]>([
    ['no name', { domain: 'a.example' }, 'name', 'is_string'],
    ['an empty name', { name: '', domain: 'a.example' }, 'name', 'is_not_empty'],
    ['a long name', { name: 'x'.repeat(256), domain: 'a.example' }, 'name', 'max_length'],
    ['a scheme', { name: 'x', domain: 'https://a.example' }, 'domain', 'host_only'],
    ['a path', { name: 'x', domain: 'a.example/shop' }, 'domain', 'host_only'],
    ['a port', { name: 'x', domain: 'a.example:8080' }, 'domain', 'host_only'],
    ['an underscore', { name: 'x', domain: 'a_b.example' }, 'domain', 'domain'],
    ['an empty label', { name: 'x', domain: 'a..example' }, 'domain', 'domain'],
    ['a bad further domain', { name: 'x', domain: 'a.example', domains: ['b.example', '-'] }, 'domains.1', 'domain'],
    ['an unknown field', { name: 'x', domain: 'a.example', colour: 'red' }, 'colour', 'whitelist_validation'],
    [
      'another agency',
      { name: 'x', domain: 'a.example', agency_id: '00000000-0000-4000-8000-000000000000' },
      'agency_id',
      'exists',
    ],
    [
      'a place that is no time zone',
      { name: 'x', domain: 'a.example', config: { timezone: 'Mars/Olympus' } },
      'config.timezone',
      'time_zone',
    ],
    [
      'an offset for a time zone',
      { name: 'x', domain: 'a.example', config: { timezone: '+01:00' } },
      'config.timezone',
      'time_zone',
    ],
    [
      'a currency in words',
      { name: 'x', domain: 'a.example', config: { currency: 'Euro' } },
      'config.currency',
      'pattern',
    ],
    ['an unknown setting', { name: 'x', domain: 'a.example', config: { colour: 'red' } }, 'config.colour', 'unknown'],
    [
      'a text for a switch',
      { name: 'x', domain: 'a.example', config: { consent: { analytics: 'yes' } } },
      'config.consent.analytics',
      'type',
    ],
    ['null for a list', { name: 'x', domain: 'a.example', domains: null }, 'domains', 'is_array'],
    ['null for the configuration', { name: 'x', domain: 'a.example', config: null }, 'config', 'is_object'],
    [
      'no network',
      { name: 'x', domain: 'a.example', config: { trusted_proxies: ['10.0.0.0/33'] } },
      'config.trusted_proxies.0',
      'network',
    ],
  ])('%s', async (_, body, field, rule) => {
    const answer = await create(body);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      400,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
    expect(answer.json).toMatchObject({
      code: 'invalid_request',
      errors: expect.arrayContaining([expect.objectContaining({ field, rule })]),
    });
  });

  it.each([
    ['page=0', 'page'],
    ['page_size=1000', 'page_size'],
    ['page=x', 'page'],
    ['status=gone', 'status'],
  ])('the query %s', async (query, field) => {
    const answer = await api.request('GET', `/api/sites?${query}`, { as });
    expect(answer.json).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });
});

describe('a changed site', () => {
  it('changes what is sent and keeps the rest, within the configuration too', async () => {
    const site = await created({ config: { currency: 'EUR', consent: { analytics: false } } });
    const body = { name: 'New name', status: 'paused', config: { consent: { marketing: true } } };
    const answer = await api.request('PUT', `/api/sites/${site.id}`, { as, body });
    expect(answer.json).toMatchObject({
      name: 'New name',
      domain: 'shop.example',
      status: 'paused',
      config: { currency: 'EUR', consent: { analytics: false, marketing: true } },
    });
    expect(api.app.get(SiteDirectory).find(site.id)).toMatchObject({ paused: true, name: 'New name' });
  });

  it('is forgotten by the collector when it is deleted', async () => {
    const site = await created();
    expect((await api.request('DELETE', `/api/sites/${site.id}`, { as, body: { confirm: site.name } })).status).toBe(202);
    expect(api.app.get(SiteDirectory).findByScript(site.script_id)).toBeUndefined();
    expect((await api.request('GET', `/api/sites/${site.id}`, { as })).status).toBe(404);
  });

  it('leaves a line in the audit log, with names of fields and no values', async () => {
    const site = await created();
    await api.request('PUT', `/api/sites/${site.id}`, { as, body: { name: 'Secret plans' } });
    const rows = await api.database.query(
      'select user_id, agency_id, action, details from audit_log where target_id = $1 order by id',
      [site.id],
    );
    const by = { user_id: api.world.users.agency_admin, agency_id: api.world.agencies.a };
    expect(rows).toEqual([
      { ...by, action: 'site.created', details: {} },
      { ...by, action: 'site.updated', details: { fields: ['name'] } },
    ]);
  });
});

describe('the list', () => {
  interface Page {
    readonly items: SiteBody[];
    readonly total: number;
  }
  const list = async (query: string): Promise<Page> =>
    (await api.request('GET', `/api/sites?${query}`, { as })).json as Page;

  it('searches name, domain and script id, and takes % and _ as they are', async () => {
    const site = await created({ name: '100% wool_socks', domain: 'socks.example' });
    for (const search of ['WOOL_', '100%25', 'socks.exam', site.script_id])
      expect((await list(`search=${search}`)).items.map(({ id }) => id)).toEqual([site.id]);
    expect((await list('search=wool%25socks')).total).toBe(0);
  });

  it('filters by status and pages', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      const { id } = await created({ name });
      await api.request('PUT', `/api/sites/${id}`, { as, body: { status: 'paused' } });
    }
    const first = await list('status=paused&search=p&page_size=2');
    const second = await list('status=paused&search=p&page_size=2&page=2');
    expect([first.total, first.items.length]).toEqual([second.total, 2]);
    expect(second.items.some(({ id }) => first.items.some((item) => item.id === id))).toBe(false);
  });

  it('counts the events since midnight in the site’s own time zone', async () => {
    const site = await created({ name: 'clock', config: { timezone: 'Pacific/Kiritimati' } });
    // Kiritimati is 14 hours ahead of UTC all year, so PostgreSQL can say when its day began.
    await api.database.query(
      `insert into rollups (site_id, dimension, grain, bucket, value, events)
       select $1, 'total', 'day', date_trunc('day', now() + interval '14 hours', 'UTC') - interval '14 hours' - days * interval '1 day', '', 7 + days
       from generate_series(0, 1) as days`,
      [site.id],
    );
    await api.database.query("update sites set last_event_at = now() - interval '6 days' where id = $1", [site.id]);
    expect((await list('search=clock')).items[0]).toMatchObject({ events_today: 7, installed: true });
    await api.database.query("update sites set last_event_at = now() - interval '8 days' where id = $1", [site.id]);
    // It is silent, not uninstalled.
    expect((await list('search=clock')).items[0]).toMatchObject({ installed: true, state: 'silent', state_reason: expect.stringMatching(/^No event since \d+ \w+ \d{4} at \d\d:\d\d, for 8 days\.$/) });
    await api.database.query('update sites set last_event_at = null where id = $1', [site.id]);
    expect((await list('search=clock')).items[0]).toMatchObject({ installed: false, state: 'not_installed' });
  });
});

describe('the connection code', () => {
  it('carries core, script and signing key, and each look is recorded', async () => {
    const site = await created();
    const answer = await api.request('GET', `/api/sites/${site.id}/connection-code`, { as });
    const code = JSON.parse(Buffer.from((answer.json as { code: string }).code, 'base64url').toString()) as Record<
      string,
      string
    >;
    expect(code).toEqual({ core: 'https://core.example', script_id: site.script_id, secret: expect.any(String) });
    expect(Buffer.from(code['secret']!, 'base64url')).toEqual(api.app.get(SiteDirectory).find(site.id)!.secret);
    const [row] = await api.database.query<{ looks: number }>(
      "select count(*)::int as looks from audit_log where action = 'site.secret_revealed' and target_id = $1",
      [site.id],
    );
    expect(row!.looks).toBe(1);
  });
});

describe('the script', () => {
  it('is served to every page, with an ETag that changes with the site', async () => {
    const site = await created();
    const url = `/w/${site.script_id}.js`;
    const first = await api.request('GET', url);
    expect(first.status).toBe(200);
    expect(first.text).toContain(`"script_id":"${site.script_id}","endpoint":"https://core.example/api/track"`);
    // What is false is left out of the script.
    expect(first.text).not.toContain('"cookieless":');
    expect(first.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    });
    const headers = { 'if-none-match': String(first.headers['etag']) };
    expect((await api.request('GET', url, { headers })).status).toBe(304);
    await api.request('PUT', `/api/sites/${site.id}`, { as, body: { config: { cookieless: true } } });
    expect((await api.request('GET', url, { headers })).text).toContain('"cookieless":true');
  });

  it('sends to a path of the page’s own host when a proxy asks for it', async () => {
    const { script_id } = await created();
    for (const path of ['/x.php', '/second/wp-json/a/b', '/index.php?rest_route=/a/b']) {
      const { status, text } = await api.request('GET', `/w/${script_id}.js?endpoint=${encodeURIComponent(path)}`);
      expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining(`"endpoint":"${path}"`) });
    }
    expect((await api.request('GET', `/w/${script_id}.js?ver=6.8`)).text).toContain('"endpoint":"https://core.example/api/track"');
  });

  it.each(['', 'x.php', '//elsewhere.example/x', '/\\elsewhere.example', 'https://elsewhere.example/x', '/x"', '/<x>', `/${'x'.repeat(200)}`])(
    'does not send to %j',
    async (path) => {
      const { script_id } = await created();
      const answer = await api.request('GET', `/w/${script_id}.js?endpoint=${encodeURIComponent(path)}`);
      expect(answer.json).toMatchObject({ status: 400, errors: [{ field: 'endpoint', rule: 'path' }] });
    },
  );

  it.each(['unknownscript.js', 'no-extension', '..%2F..%2Fetc%2Fpasswd.js'])('answers %s with 404', async (file) => {
    expect((await api.request('GET', `/w/${file}`)).json).toMatchObject({ status: 404, code: 'not_found' });
  });
});
