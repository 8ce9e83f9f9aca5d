import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TenantDatabase } from '../../src/database/tenant-database.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { startTestApi, type Answer, type TestApi } from '../api/test-api.js';
import { emailOf, PASSWORD, type Who } from '../api/world.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

interface Shown {
  readonly id: string;
  readonly subject_id: string;
  readonly state: string;
  readonly restorable_until: string | null;
}

let made = 0;
interface NewSite {
  readonly id: string;
  readonly name: string;
  readonly script_id: string;
}
const newSite = async (name = `Shop ${made++}`): Promise<NewSite> =>
  (await api.request('POST', '/api/sites', { as: 'agency_admin', body: { name, domain: 'shop.example' } })).json as NewSite;

const remove = (site: NewSite, body: unknown = { confirm: site.name }, as: Who = 'agency_admin'): Promise<Answer> => api.request('DELETE', `/api/sites/${site.id}`, { as, body });
const restore = (site: NewSite, as: Who = 'agency_admin'): Promise<Answer> => api.request('POST', `/api/sites/${site.id}/restore`, { as });
const status = async (site: NewSite, as: Who = 'agency_admin'): Promise<number> => (await api.request('GET', `/api/sites/${site.id}`, { as })).status;
const deletedSites = async (as: Who): Promise<string[]> =>
  ((await api.request('GET', '/api/sites/deleted?page_size=200', { as })).json as { items: Shown[] }).items.map(({ subject_id }) => subject_id);

describe('deleting a site', () => {
  it.each([
    ['no body', undefined, 'required'],
    ['another name', { confirm: 'shop' }, 'matches_name'],
    ['a part of its name', { confirm: 'Blue' }, 'matches_name'],
    ['nothing', { confirm: null }, 'required'],
    ['a number', { confirm: 1 }, 'matches_name'],
    ['a list with its name', { confirm: ['Blue shop'] }, 'matches_name'],
  ])('given %s, then the field and its rule are named and the site stays', async (_, body, rule) => {
    const site = await newSite('Blue shop');
    const answer = await api.request('DELETE', `/api/sites/${site.id}`, { as: 'agency_admin', ...(body === undefined ? {} : { body }) });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: 'confirm', rule }] });
    expect(await status(site)).toBe(200);
  });

  it('given a role that may not, then 403 or 404 whatever it sends, and nothing of its name', async () => {
    for (const body of [undefined, { confirm: 'assigned' }, { confirm: 'wrong' }]) {
      const of = (as: Who) => api.request('DELETE', `/api/sites/${api.world.sites.assigned}`, { as, ...(body === undefined ? {} : { body }) });
      expect([(await of('client_user')).status, (await of('agency_manager')).status, (await of('admin_of_b')).status]).toEqual([403, 403, 404]);
    }
  });

  it('given its name, with blanks around it, then it is gone from everywhere at once', async () => {
    const site = await newSite();
    const answer = await remove(site, { confirm: ` ${site.name} ` });
    expect(answer.json).toMatchObject({ subject: 'site', subject_id: site.id, name: site.name, state: 'waiting', requested_by: api.world.users.agency_admin });
    const days = (Date.parse((answer.json as Shown).restorable_until!) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect([await status(site), await status(site, 'super_admin')]).toEqual([404, 404]);
    const list = (await api.request('GET', '/api/sites?page_size=200', { as: 'super_admin' })).json as { items: NewSite[] };
    expect(list.items.map(({ id }) => id)).not.toContain(site.id);
    expect((await api.request('GET', `/w/${site.script_id}.js`)).status).toBe(404);
    expect(api.app.get(SiteDirectory).findByScript(site.script_id)).toBeUndefined();
    const read = ['destinations', 'connections', 'connection-code'].map((part) => api.request('GET', `/api/sites/${site.id}/${part}`, { as: 'super_admin' }));
    expect((await Promise.all(read)).map((part) => part.status)).toEqual([404, 404, 404]);
    expect((await api.request('PUT', `/api/sites/${site.id}`, { as: 'super_admin', body: { name: 'x' } })).status).toBe(404);
  });

  it('twice gives the same deletion', async () => {
    const site = await newSite();
    const [first, second] = [await remove(site), await remove(site)];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect((second.json as Shown).id).toBe((first.json as Shown).id);
    const both = await newSite();
    const [a, b] = await Promise.all([remove(both), remove(both)]);
    expect((a.json as Shown).id).toBe((b.json as Shown).id);
  });

  it('cannot be seen through in SQL by anybody of the agency or above', async () => {
    const site = await newSite();
    await remove(site);
    await api.database.query("insert into rollups (site_id, dimension, grain, bucket, value) values ($1, 'total', 'day', now(), '')", [site.id]);
    for (const scope of [
      { scope: 'all', userId: null },
      { scope: 'agency', agencyId: api.world.agencies.a, userId: api.world.users.agency_admin },
      { scope: 'site', siteId: site.id },
    ] as const) {
      const rows = await api.app.get(TenantDatabase).sql(scope, async (client) => (await client.query<{ site_id: string }>('select site_id from rollups where site_id = $1', [site.id])).rows);
      expect(rows).toEqual([]);
    }
  });
});

it('an empty body that says it is JSON is refused too', async () => {
  const site = await newSite();
  const answer = await api.request('DELETE', `/api/sites/${site.id}`, { as: 'agency_admin', headers: { 'content-type': 'application/json' } });
  expect([answer.status, await status(site)]).toEqual([400, 200]);
});

describe('restoring a site', () => {
  it('is for those who may delete it; nobody else learns that it was there', async () => {
    const site = await newSite();
    await remove(site);
    expect(await deletedSites('agency_admin')).toContain(site.id);
    expect(await deletedSites('super_admin')).toContain(site.id);
    expect(await deletedSites('admin_of_b')).not.toContain(site.id);
    const tries = (['client_user', 'agency_manager', 'admin_of_b'] as const).map((as) => restore(site, as));
    expect((await Promise.all(tries)).map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect((await restore(site)).json).toMatchObject({ state: 'restored', restorable_until: null });
    expect([await status(site), (await api.request('GET', `/w/${site.script_id}.js`)).status]).toEqual([200, 200]);
    expect(await deletedSites('agency_admin')).not.toContain(site.id);
    expect((await restore(site)).status).toBe(404);
  });

  it('comes too late when its time is over, also before the removal has begun', async () => {
    const site = await newSite();
    await remove(site);
    await api.database.query("update deletions set erase_at = now() - interval '1 second' where subject_id = $1", [site.id]);
    expect((await restore(site)).json).toMatchObject({ status: 409, code: 'erasing' });
    expect(await deletedSites('agency_admin')).not.toContain(site.id);
    expect(await status(site)).toBe(404);
  });

  it('can be deleted and restored again', async () => {
    const site = await newSite();
    for (let turn = 0; turn < 2; turn++) expect([(await remove(site)).status, (await restore(site)).status]).toEqual([202, 200]);
    expect(await status(site)).toBe(200);
  });

  it('is in the audit log like the deletion', async () => {
    const site = await newSite();
    await remove(site);
    await restore(site);
    const rows = await api.database.query('select user_id, agency_id, action from audit_log where target_id = $1 order by id', [site.id]);
    const by = { user_id: api.world.users.agency_admin, agency_id: api.world.agencies.a };
    expect(rows).toEqual(['site.created', 'site.deleted', 'site.restored'].map((action) => ({ ...by, action })));
  });
});

describe('deleting an agency', () => {
  let agency: { id: string; name: string };
  let site: NewSite;
  let earlier: NewSite;
  let admin: string;

  beforeEach(async () => {
    agency = (await api.request('POST', '/api/agencies', { as: 'super_admin', body: { name: `Agency ${made++}` } })).json as typeof agency;
    const newIn = async (name: string): Promise<NewSite> =>
      (await api.request('POST', '/api/sites', { as: 'super_admin', body: { name, domain: 'x.example', agency_id: agency.id } })).json as NewSite;
    site = await newIn('One');
    earlier = await newIn('Two');
    const email = `admin${made++}@example.org`;
    await api.request('POST', '/api/users', { as: 'super_admin', body: { email, name: 'Admin', role: 'agency_admin', password: PASSWORD, agency_id: agency.id } });
    admin = email;
  });
  const logIn = (email: string): Promise<Answer> => api.request('POST', '/api/auth/login', { body: { email, password: PASSWORD } });
  const removeAgency = (as: Who = 'super_admin', confirm: string = agency.name): Promise<Answer> => api.request('DELETE', `/api/agencies/${agency.id}`, { as, body: { confirm } });

  it('is the super admin’s alone, by its name', async () => {
    expect((await removeAgency('admin_of_b')).status).toBe(404);
    expect((await api.request('DELETE', `/api/agencies/${api.world.agencies.a}`, { as: 'agency_admin', body: { confirm: 'Agency A' } })).status).toBe(403);
    expect((await removeAgency('super_admin', 'Agency')).json).toMatchObject({ status: 400, errors: [{ field: 'confirm', rule: 'matches_name' }] });
    expect((await api.request('GET', `/api/agencies/${agency.id}`, { as: 'super_admin' })).status).toBe(200);
  });

  it('hides it with its people and sites, and ends their tokens at once', async () => {
    const { access_token } = (await logIn(admin)).json as { access_token: string };
    const asAdmin = (method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer> =>
      api.request(method, url, { headers: { authorization: `Bearer ${access_token}` }, ...(body === undefined ? {} : { body }) });
    expect((await asAdmin('GET', '/api/sites')).status).toBe(200);
    expect((await removeAgency()).status).toBe(202);
    expect((await asAdmin('GET', '/api/sites')).status).toBe(401);
    expect((await asAdmin('POST', '/api/sites', { name: 'x', domain: 'x.example' })).status).toBe(401);
    expect((await logIn(admin)).status).toBe(401);
    expect([await status(site, 'super_admin'), await status(earlier, 'super_admin')]).toEqual([404, 404]);
    expect((await api.request('GET', `/w/${site.script_id}.js`)).status).toBe(404);
    const agencies = (await api.request('GET', '/api/agencies', { as: 'super_admin' })).json as { items: { id: string }[] };
    expect(agencies.items.map(({ id }) => id)).not.toContain(agency.id);
    const users = await api.request('GET', '/api/users', { as: 'super_admin' });
    expect(users.text).not.toContain(admin);
    expect((await api.request('POST', '/api/sites', { as: 'super_admin', body: { name: 'x', domain: 'x.example', agency_id: agency.id } })).status).toBe(400);
  });

  it('is taken back with its people and the sites that were there; a site deleted before stays deleted', async () => {
    await remove(earlier, { confirm: 'Two' }, 'super_admin');
    await removeAgency();
    expect((await restore(earlier, 'super_admin')).json).toMatchObject({ status: 409, code: 'agency_deleted' });
    expect((await api.request('POST', `/api/agencies/${agency.id}/restore`, { as: 'agency_admin' })).status).toBe(404);
    expect((await api.request('POST', `/api/agencies/${agency.id}/restore`, { as: 'super_admin' })).json).toMatchObject({ state: 'restored' });
    expect([await status(site, 'super_admin'), await status(earlier, 'super_admin')]).toEqual([200, 404]);
    expect((await logIn(admin)).status).toBe(200);
    expect((await restore(earlier, 'super_admin')).status).toBe(200);
  });

  it('leaves other agencies as they are', async () => {
    await removeAgency();
    expect((await logIn(emailOf('agency_admin'))).status).toBe(200);
    expect((await api.request('GET', `/api/sites/${api.world.sites.other}`, { as: 'agency_admin' })).status).toBe(200);
  });
});
