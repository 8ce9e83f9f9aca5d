import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteDirectory } from '../site-directory/site-directory.js';

const SECRET = 'hunter2-api-secret';

let api: TestApi;
let url: string;
beforeAll(async () => {
  api = await startTestApi();
  url = `/api/sites/${api.world.sites.assigned}/destinations`;
});
afterAll(() => api.stop());

interface Body {
  readonly id: string;
  readonly [field: string]: unknown;
}

const as = 'agency_manager' as const;
const settings = { account: 'A-1', api_secret: SECRET };
const create = (body: object = {}) => api.request('POST', url, { as, body: { plugin: 'vendor', settings, ...body } });
const created = async (body: object = {}): Promise<Body> => (await create(body)).json as Body;
const change = (id: string, body: object) => api.request('PUT', `${url}/${id}`, { as, body });

/** The secret as delivery reads it. */
const storedSecrets = async (id: string): Promise<unknown> => {
  const [row] = await api.database.query<{ secrets: Buffer }>('select secrets from destinations where id = $1', [id]);
  return JSON.parse(api.app.get(KeyRing).open(row!.secrets, `destination-secrets:${id}`).toString());
};

describe('a new destination', () => {
  it('is active, takes all events, is named after its plugin, and is known to the machinery', async () => {
    const answer = await create();
    expect([answer.status, answer.json]).toEqual([
      201,
      expect.objectContaining({
        plugin: 'vendor',
        name: 'Vendor',
        enabled: true,
        settings: { account: 'A-1', api_secret: '********' },
        events: { mode: 'all' },
        status: 'active',
        status_reason: null,
      }),
    ]);
    const { id } = answer.json as Body;
    expect(api.app.get(SiteDirectory).find(api.world.sites.assigned)!.destinations).toContainEqual({
      id,
      plugin: 'vendor',
    });
    expect((await api.request('GET', url, { as })).json).toMatchObject({
      items: expect.arrayContaining([answer.json]),
    });
  });

  it.each<[string, object, string, string]>([
    ['an unknown plugin', { plugin: 'nothing' }, 'plugin', 'exists'],
    ['a refused plugin', { plugin: 'broken' }, 'plugin', 'usable'],
    ['a missing setting', { settings: { api_secret: SECRET } }, 'settings.account', 'required'],
    ['a wrong setting', { settings: { ...settings, account: 'B' } }, 'settings.account', 'pattern'],
    ['an unknown setting', { settings: { ...settings, colour: 'red' } }, 'settings.colour', 'unknown'],
    ['a secret that is too short', { settings: { ...settings, api_secret: 'x' } }, 'settings.api_secret', 'minLength'],
    [
      'a mask where no secret is',
      { settings: { ...settings, api_secret: '********' } },
      'settings.api_secret',
      'required',
    ],
    ['no events', { events: { mode: 'selected', selected: [] } }, 'events.selected', 'array_not_empty'],
    ['a name no event has', { events: { mode: 'selected', selected: ['1 buy'] } }, 'events.selected', 'matches'],
    ['an unknown mode', { events: { mode: 'some' } }, 'events.mode', 'is_in'],
  ])('is refused with %s', async (_, body, field, rule) => {
    const answer = await create(body);
    expect([answer.status, answer.json]).toEqual([
      400,
      expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ field, rule })]) }),
    ]);
  });
});

describe('a changed destination', () => {
  it('keeps its secret when the mask comes back, and takes a new one', async () => {
    const { id } = await created();
    const kept = await change(id, { settings: { account: 'A-1', region: 'us', api_secret: '********' } });
    expect(kept.json).toMatchObject({ settings: { account: 'A-1', region: 'us', api_secret: '********' } });
    expect(await storedSecrets(id)).toEqual({ api_secret: SECRET });
    await change(id, { settings: { account: 'A-1', api_secret: 'another one' } });
    expect(await storedSecrets(id)).toEqual({ api_secret: 'another one' });
  });

  it('gets another chance after delivery had paused it', async () => {
    const { id } = await created();
    await api.database.query("update destinations set status = 'paused', status_reason = 'refused' where id = $1", [
      id,
    ]);
    expect((await change(id, { enabled: true })).json).toMatchObject({ status: 'active', status_reason: null });
  });

  it('leaves the machinery when it is switched off', async () => {
    const { id } = await created();
    await change(id, { enabled: false, events: { mode: 'selected', selected: ['purchase'] } });
    const known = api.app.get(SiteDirectory).find(api.world.sites.assigned)!.destinations;
    expect(known.some((destination) => destination.id === id)).toBe(false);
  });

  it('is found at its own site only', async () => {
    const { id } = await created();
    const elsewhere = `/api/sites/${api.world.sites.other}/destinations/${id}`;
    expect((await api.request('PUT', elsewhere, { as: 'agency_admin', body: { name: 'x' } })).status).toBe(404);
    expect((await api.request('DELETE', `${url}/${id}`, { as })).status).toBe(204);
    expect((await change(id, { name: 'x' })).status).toBe(404);
  });
});

describe('a destination’s test', () => {
  it('is run for whoever may change it', async () => {
    const { id } = await created();
    const test = (who: 'agency_manager' | 'client_user') => api.request('POST', `${url}/${id}/test`, { as: who });
    expect((await test('agency_manager')).json).toEqual({
      ok: false,
      code: 'cannot_test_without_sending',
      message: 'Vendor cannot be tested without sending an event. A test event is marked as one, but Vendor may count it.',
    });
    expect((await test('client_user')).status).toBe(403);
  });

  it('sends an event only when somebody says so, which is recorded', async () => {
    const { id } = await created();
    const test = (body: object) => api.request('POST', `${url}/${id}/test`, { as, body });
    expect((await test({ send: true })).json).toMatchObject({ ok: true, code: 'delivered' });
    expect((await test({ send: 'yes' })).json).toMatchObject({ errors: [{ field: 'send', rule: 'is_boolean' }] });
    expect((await test({ settings: { account: 'A-2' } })).json).toMatchObject({ errors: [{ field: 'settings' }] });
    const rows = await api.database.query<{ action: string }>("select action from audit_log where target_id = $1 and action like '%test%'", [id]);
    expect(rows).toEqual([{ action: 'destination.test_event_allowed' }]);
  });
});

describe('a destination that leads elsewhere', () => {
  const MASK = '********';
  const HOOK = 'https://chat.example/hooks/T1';
  const given = { account: 'shop', api_secret: SECRET, hook: HOOK };
  const hosted = async (who: 'agency_manager' | 'agency_admin' = 'agency_admin', more: object = {}): Promise<Body> =>
    (await api.request('POST', url, { as: who, body: { plugin: 'hosted', settings: { ...given, ...more } } })).json as Body;
  const put = (id: string, settings: object, who: 'agency_manager' | 'agency_admin' = 'agency_admin') => api.request('PUT', `${url}/${id}`, { as: who, body: { settings } });
  const kept = { account: 'shop', api_secret: MASK, hook: MASK };
  const hosts = async (id: string) =>
    (await api.database.query<{ action: string; hosts: unknown }>("select action, details->'hosts' as hosts from audit_log where target_id = $1 and details ? 'hosts' order by id", [id]));

  it.each<[string, object, string]>([
    ['another server', { endpoint: 'https://evil.example' }, 'Server'],
    ['the same server on another port', { endpoint: 'https://api.hosted.example:8443' }, 'Server'],
    ['the same server in the clear', { endpoint: 'http://api.hosted.example' }, 'Server'],
    ['another account', { account: 'other' }, 'Account'],
    ['a number that names a place', { workspace: 7 }, 'Workspace'],
  ])('demands its secrets anew for %s', async (_, change, changed) => {
    const { id } = await hosted();
    const answer = await put(id, { ...kept, ...change });
    expect([answer.status, answer.json]).toEqual([
      400,
      expect.objectContaining({
        errors: [
          ['api_secret', 'API secret'],
          ['hook', 'Incoming webhook'],
        ].map(([secret, title]) => ({
          field: `settings.${secret}`,
          rule: 'enter_again',
          message: `“${title}” must be entered again, because “${changed}” changed: a secret is only for the place it was entered for.`,
        })),
      }),
    ]);
    expect(await storedSecrets(id)).toEqual({ api_secret: SECRET, hook: HOOK });
    expect((await put(id, { ...kept, ...change, api_secret: 'a new one', hook: 'https://chat.example/hooks/T2' })).status).toBe(200);
    expect(await storedSecrets(id)).toEqual({ api_secret: 'a new one', hook: 'https://chat.example/hooks/T2' });
  });

  it('demands the others when a secret is itself an address that changed', async () => {
    const { id } = await hosted();
    const answer = await put(id, { ...kept, hook: 'https://evil.example/hooks/T1' });
    expect(answer.json).toMatchObject({ errors: [{ field: 'settings.api_secret', rule: 'enter_again' }] });
    expect((await put(id, { ...kept, hook: undefined })).json).toMatchObject({ errors: [{ field: 'settings.api_secret', rule: 'enter_again' }] });
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['the default written out', { endpoint: 'https://api.hosted.example' }],
    ['one of the vendor’s words', { region: 'us' }],
    ['what its plugin says is harmless', { prefix: 'shop_' }],
  ])('keeps its secrets when %s changes', async (_, change) => {
    const { id } = await hosted();
    expect((await put(id, { ...kept, ...change })).status).toBe(200);
    expect(await storedSecrets(id)).toEqual({ api_secret: SECRET, hook: HOOK });
  });

  it.each([
    ['https://evil.example', 403],
    ['https://eu.hosted.example.evil.example', 403],
    ['https://hosted.example@evil.example', 403],
    ['https://api.hosted.example:8443', 403],
    ['http://a.eu.hosted.example', 403],
    ['https://a.eu.hosted.example', 200],
    ['https://api.hosted.example/v2', 200],
  ])('may not be sent to %s by a manager unless it is the vendor’s: %d', async (endpoint, status) => {
    const { id } = await hosted('agency_manager');
    const answer = await put(id, { ...given, endpoint }, 'agency_manager');
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json).toMatchObject({ code: 'forbidden', errors: [{ field: 'settings.endpoint', rule: 'vendor_address' }] });
    expect((await api.request('POST', url, { as: 'agency_manager', body: { plugin: 'hosted', settings: { ...given, endpoint } } })).status).toBe(status === 200 ? 201 : 403);
  });

  it('is recorded with both hosts, and nothing that may be secret', async () => {
    const { id } = await hosted();
    await put(id, { ...given, endpoint: 'https://proxy.example/warp?key=s3cret', hook: 'https://other.example/hooks/T9' });
    expect(await hosts(id)).toEqual([
      { action: 'destination.created', hosts: [{ setting: 'hook', from: null, to: 'https://chat.example' }] },
      {
        action: 'destination.updated',
        hosts: [
          { setting: 'endpoint', from: 'https://api.hosted.example', to: 'https://proxy.example' },
          { setting: 'hook', from: 'https://chat.example', to: 'https://other.example' },
        ],
      },
    ]);
    const [dump] = await api.database.query<{ text: string }>("select string_agg(a::text, '') as text from audit_log a");
    expect(dump!.text).not.toMatch(/s3cret|T1|T9/);
  });

  it('still lets a manager change the rest of what an admin pointed elsewhere', async () => {
    const { id } = await hosted('agency_admin', { endpoint: 'https://proxy.example' });
    expect((await put(id, { ...kept, endpoint: 'https://proxy.example', region: 'us' }, 'agency_manager')).status).toBe(200);
    expect((await api.request('PUT', `${url}/${id}`, { as, body: { name: 'Ours' } })).status).toBe(200);
  });
});

describe('secrets', () => {
  it('never leave: not in an answer, an error, the log, or the database in the clear', async () => {
    const answers = [
      await create(),
      await create({ settings: { ...settings, account: SECRET } }),
      await api.request('GET', url, { as }),
      await change((await created()).id, { settings: { ...settings, region: SECRET } }),
    ];
    expect(answers.map(({ text }) => text).join()).not.toContain(SECRET);
    expect(api.log.join()).not.toContain(SECRET);
    const [dump] = await api.database.query<{ text: string }>(
      "select coalesce(string_agg(d::text, ''), '') || (select coalesce(string_agg(a::text, ''), '') from audit_log a) as text from destinations d",
    );
    expect(dump!.text).not.toContain(SECRET);
    expect(dump!.text).not.toContain(Buffer.from(SECRET).toString('hex'));
  });
});
