import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteDirectory } from './site-directory.js';

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
      ok: true,
      code: 'delivered',
      message: `Tried ${id} of ${api.world.sites.assigned}.`,
    });
    expect((await test('client_user')).status).toBe(403);
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
