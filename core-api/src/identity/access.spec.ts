import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDatabase } from '../database/tenant-database.js';
import type { TenantScope } from '../database/tenant-scope.js';
import { scopeOf } from './principal.js';
import { startTestApi, type TestApi } from '../../test/api/test-api.js';
import { PEOPLE, type Who } from '../../test/api/world.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** Columns: super_admin, agency_admin, agency_manager, client_user, admin_of_b; the sites and people are agency A's. */
const MATRIX: readonly [
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
  statuses: readonly number[],
][] = [
  ['GET', '/api/sites/{assigned}', undefined, [200, 200, 200, 200, 404]],
  ['GET', '/api/sites/{other}', undefined, [200, 200, 404, 404, 404]],
  ['GET', '/api/sites/{foreign}', undefined, [200, 404, 404, 404, 200]],
  ['PUT', '/api/sites/{assigned}', { name: 'assigned' }, [200, 200, 200, 403, 404]],
  ['PUT', '/api/sites/{other}', { name: 'other' }, [200, 200, 404, 404, 404]],
  ['DELETE', '/api/sites/{foreign}', { confirm: 'foreign' }, [202, 404, 404, 404, 202]],
  ['DELETE', '/api/sites/{assigned}', { confirm: 'assigned' }, [202, 202, 403, 403, 404]],
  ['POST', '/api/sites/{other}/restore', undefined, [404, 404, 404, 404, 404]],
  ['GET', '/api/sites/deleted', undefined, [200, 200, 403, 403, 200]],
  ['GET', '/api/agencies/deleted', undefined, [200, 403, 403, 403, 403]],
  ['GET', '/api/deletions', undefined, [200, 200, 403, 403, 200]],
  ['POST', '/api/sites', { name: 'x', domain: 'x.example', agency_id: '{a}' }, [201, 201, 403, 403, 400]],
  ['GET', '/api/sites/{assigned}/connection-code', undefined, [200, 200, 200, 403, 404]],
  ['POST', '/api/sites/{assigned}/connection-code', undefined, [201, 201, 201, 403, 404]],
  ['GET', '/api/sites/{assigned}/connections', undefined, [200, 200, 200, 200, 404]],
  ['POST', '/api/sites/{other}/secret', undefined, [201, 201, 404, 404, 404]],
  ['POST', '/api/sites/{assigned}/secret', undefined, [201, 201, 201, 403, 404]],
  ['GET', '/api/sites/{assigned}/destinations', undefined, [200, 200, 200, 200, 404]],
  [
    'POST',
    '/api/sites/{assigned}/destinations',
    { plugin: 'vendor', settings: { account: 'A-1', api_secret: 'secret' } },
    [201, 201, 201, 403, 404],
  ],
  ['GET', '/api/plugins', undefined, [200, 200, 200, 200, 200]],
  ['GET', '/api/users', undefined, [200, 200, 403, 403, 200]],
  ['GET', '/api/users/{client}', undefined, [200, 200, 403, 403, 404]],
  ['PUT', '/api/users/{client}', { name: 'client_user' }, [200, 200, 403, 403, 404]],
  [
    'POST',
    '/api/users',
    { email: '{email}', name: 'x', role: 'client_user', password: 'long enough now', agency_id: '{a}' },
    [201, 201, 403, 403, 400],
  ],
  [
    'POST',
    '/api/users',
    { email: '{email}', name: 'x', role: 'super_admin', password: 'long enough now' },
    [201, 403, 403, 403, 403],
  ],
  ['GET', '/api/agencies', undefined, [200, 200, 403, 403, 200]],
  ['GET', '/api/agencies/{a}', undefined, [200, 200, 403, 403, 404]],
  ['PUT', '/api/agencies/{a}', { name: 'Agency A' }, [200, 403, 403, 403, 404]],
  ['POST', '/api/agencies', { name: 'x' }, [201, 403, 403, 403, 403]],
  ['GET', '/api/api-keys', undefined, [200, 200, 403, 403, 200]],
  ['POST', '/api/api-keys', { name: 'x', scopes: ['track'], agency_id: '{a}' }, [201, 201, 403, 403, 400]],
];

const cases = MATRIX.flatMap(([method, path, body, statuses]) =>
  PEOPLE.map((who, index) => ({ who, method, path, body, status: statuses[index]! })),
);

describe('what a role may not see answers 404, what it may see but not do 403', () => {
  let made = 0;
  /** Deleting would spoil the other cases, so each deletion gets a site of its own with the same people. */
  const prepare = async (path: string): Promise<string> => {
    const { sites, users, agencies } = api.world;
    const name = /\{(assigned|foreign)\}/.exec(path)?.[1] ?? 'assigned';
    const [copy] = await api.database.query<{ id: string }>(
      `insert into sites (agency_id, name, domain, script_id, secret)
       select agency_id, name, domain, $2, secret from sites where id = $1 returning id`,
      [name === 'foreign' ? sites.foreign : sites.assigned, `copy${made++}`],
    );
    if (name === 'assigned')
      await api.database.query('insert into user_sites select user_id, $1 from user_sites where site_id = $2', [
        copy!.id,
        sites.assigned,
      ]);
    return path
      .replace(/\{\w+\}/, copy!.id)
      .replace('{a}', agencies.a)
      .replace('{client}', users.client_user);
  };
  const fill = (text: string): string => {
    const { sites, users, agencies } = api.world;
    const values: Record<string, string> = {
      ...sites,
      ...agencies,
      client: users.client_user,
      email: `new${made++}@example.org`,
    };
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  };

  it.each(cases)('$who: $method $path → $status', async ({ who, method, path, body, status }) => {
    const url = method === 'DELETE' ? await prepare(path) : fill(path);
    const filled = body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(body))) as unknown };
    const answer = await api.request(method, url, { as: who, ...filled });
    expect([answer.status, answer.text]).toEqual([status, expect.anything()]);
    if (status >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it.each(['/api/sites', '/api/users', '/api/agencies', '/api/api-keys', '/api/plugins', '/api/auth/me'])(
    '%s needs a token',
    async (path) => {
      expect((await api.request('GET', path)).json).toMatchObject({ status: 401, code: 'token_required' });
    },
  );

  it('answers what is no id like an unknown one', async () => {
    expect((await api.request('GET', '/api/sites/1', { as: 'super_admin' })).json).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });
});

describe('lists show only what is in sight', () => {
  it.each<[Who, string[]]>([
    ['agency_manager', ['assigned']],
    ['client_user', ['assigned']],
    ['admin_of_b', ['foreign']],
  ])('%s sees the sites %j', async (as, names) => {
    const { items } = (await api.request('GET', '/api/sites?page_size=200', { as })).json as {
      items: { name: string; script_id: string }[];
    };
    expect(items.filter(({ script_id }) => script_id.endsWith('script')).map(({ name }) => name)).toEqual(names);
    expect(items.every(({ name }) => names.includes(name))).toBe(true);
  });

  it('an agency admin sees the people of the agency and no super admin', async () => {
    const { items } = (await api.request('GET', '/api/users', { as: 'admin_of_b' })).json as {
      items: { id: string }[];
    };
    expect(items.map(({ id }) => id)).toEqual([api.world.users.admin_of_b]);
  });
});

describe('row-level security, behind the services', () => {
  const NO_SCOPE = { scope: '', agencyId: '', userId: '' } as unknown as TenantScope;
  const count = (scope: TenantScope, table: string): Promise<number> =>
    api.app.get(TenantDatabase).sql(scope, async (client) => {
      const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from ${table}`);
      return rows[0]!.rows;
    });

  it.each(['sites', 'users', 'agencies', 'api_keys', 'destinations', 'user_sites', 'audit_log', 'site_tokens', 'page_renders'])(
    'without a scope %s has no row',
    async (table) => {
      expect(await count(NO_SCOPE, table)).toBe(0);
    },
  );

  it('a query for another agency by its id finds nothing, and a write changes nothing', async () => {
    const { agencies, users, sites } = api.world;
    const scope = scopeOf({ role: 'agency_admin', agencyId: agencies.a, userId: users.agency_admin });
    await api.app.get(TenantDatabase).sql(scope, async (client) => {
      const parameters = [agencies.b];
      expect((await client.query('select id from sites where agency_id = $1', parameters)).rows).toEqual([]);
      expect((await client.query('select id from users where agency_id = $1', parameters)).rows).toEqual([]);
      expect(
        (await client.query('update sites set name = $2 where agency_id = $1', [agencies.b, 'taken'])).rowCount,
      ).toBe(0);
      expect((await client.query('delete from users where agency_id = $1', parameters)).rowCount).toBe(0);
    });
    await expect(
      api.app
        .get(TenantDatabase)
        .sql(scope, (client) =>
          client.query('update sites set agency_id = $1 where id = $2', [agencies.b, sites.assigned]),
        ),
    ).rejects.toThrow('row-level security');
  });

  it('nobody but the log-in reads refresh tokens', async () => {
    await expect(count({ scope: 'all', userId: api.world.users.super_admin }, 'refresh_tokens')).rejects.toThrow(
      'permission denied',
    );
  });
});
