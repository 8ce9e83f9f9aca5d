import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApi, type TestApi } from '../../test/api/test-api.js';
import { emailOf, PASSWORD } from '../../test/api/world.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const refresh = (cookie: string) => api.request('POST', '/api/auth/refresh', { headers: { cookie } });

/** The cookie as a browser would send it back. */
const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']).split(';')[0]!;

describe('the sessions of a person', () => {
  const items = async (authorization: string) =>
    ((await api.request('GET', '/api/auth/sessions', { headers: { authorization } })).json as { items: { id: string; current: boolean; user_agent: string | null; ip_address: string | null }[] }).items;
  const bearer = (answer: Answer): string => `Bearer ${(answer.json as { access_token: string }).access_token}`;
  const from = (userAgent: string, ip: string) =>
    api.request('POST', '/api/auth/login', { body: { email: emailOf('admin_of_b'), password: PASSWORD }, headers: { 'user-agent': userAgent, 'x-forwarded-for': ip } });

  it('are listed with browser and address, and end one by one or all but the one that asks', async () => {
    const laptop = await from('Laptop', '198.51.100.201');
    const phone = await from('Phone', '198.51.100.202');
    const stolen = await from('Stolen', '198.51.100.203');
    const listed = await items(bearer(laptop));
    expect(listed.slice(0, 3)).toMatchObject([
      { user_agent: 'Stolen', ip_address: '198.51.100.203', current: false },
      { user_agent: 'Phone', ip_address: '198.51.100.202', current: false },
      { user_agent: 'Laptop', ip_address: '198.51.100.201', current: true },
    ]);
    const end = (path: string) => api.request('DELETE', `/api/auth/sessions${path}`, { headers: { authorization: bearer(laptop) } });
    expect((await end(`/${listed[0]!.id}`)).status).toBe(204);
    expect((await end(`/${listed[0]!.id}`)).status).toBe(404);
    expect((await refresh(cookieOf(stolen))).status).toBe(401);
    expect((await api.request('GET', '/api/auth/me', { headers: { authorization: bearer(stolen) } })).status).toBe(401);
    expect((await end('?keep_current=true')).status).toBe(204);
    expect((await items(bearer(laptop))).map(({ user_agent }) => user_agent)).toEqual(['Laptop']);
    expect((await refresh(cookieOf(phone))).status).toBe(401);
    expect((await end('')).status).toBe(204);
    expect((await refresh(cookieOf(laptop))).status).toBe(401);
  });

  it('are nobody else’s to end', async () => {
    const mine = await from('Mine', '198.51.100.204');
    const [session] = await items(bearer(mine));
    expect((await api.request('DELETE', `/api/auth/sessions/${session!.id}`, { as: 'super_admin' })).status).toBe(404);
    expect((await refresh(cookieOf(mine))).status).toBe(200);
  });

  it('end 90 days after they began, however often they are used', async () => {
    const cookie = cookieOf(await from('Old', '198.51.100.205'));
    await api.database.query("update login_sessions set started_at = now() - interval '90 days 1 second' where user_agent = 'Old'");
    expect((await refresh(cookie)).status).toBe(401);
  });
});

describe('changing one’s own password', () => {
  const change = (body: unknown) => api.request('PUT', '/api/auth/password', { as: 'client_user', body });

  it.each([
    [{ current_password: 'wrong', new_password: 'a long enough password' }, 'current_password', 'wrong'],
    [{ current_password: PASSWORD, new_password: PASSWORD }, 'new_password', 'different'],
    [{ current_password: PASSWORD, new_password: 'eleven char' }, 'new_password', 'min_length'],
    [{ current_password: PASSWORD }, 'new_password', 'is_string'],
  ])('refuses %j and says why', async (body, field, rule) => {
    const answer = await change(body);
    expect([answer.status, (answer.json as { errors: { field: string; rule: string }[] }).errors.map((error) => [error.field, error.rule])]).toEqual([
      400,
      expect.arrayContaining([[field, rule]]),
    ]);
  });

  it('is not done by editing oneself, which asks for no password', async () => {
    const answer = await api.request('PUT', `/api/users/${api.world.users.admin_of_b}`, { as: 'admin_of_b', body: { password: 'a long enough password' } });
    expect([answer.status, answer.json]).toEqual([409, expect.objectContaining({ code: 'own_account' })]);
  });
});
