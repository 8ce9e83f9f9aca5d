import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { type Answer, startTestApi, type TestApi } from '../../test/api/test-api.js';
import { emailOf, PASSWORD } from '../../test/api/world.js';
import { LoginLimits } from './login-limits.js';
import { tokenKeys } from './token-keys.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const logIn = (body: unknown, ip = '192.0.2.1') =>
  api.request('POST', '/api/auth/login', { body, headers: { 'x-forwarded-for': ip } });
const refresh = (cookie: string) => api.request('POST', '/api/auth/refresh', { headers: { cookie } });
const manager = { email: emailOf('agency_manager'), password: PASSWORD };

/** The cookie as a browser would send it back. */
const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']).split(';')[0]!;

describe('logging in', () => {
  it('gives an access token, the person, and a cookie out of reach of scripts and other sites', async () => {
    const answer = await logIn(manager);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 900,
      user: {
        id: api.world.users.agency_manager,
        email: 'agency_manager@example.org',
        name: 'agency_manager',
        role: 'agency_manager',
        agency_id: api.world.agencies.a,
      },
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^warp_refresh=[\w-]{43}; Max-Age=2592000; Path=\/api\/auth; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('takes the e-mail address in any case', async () => {
    expect((await logIn({ ...manager, email: 'Agency_Manager@EXAMPLE.org' })).status).toBe(200);
  });

  it.each([
    ['a wrong password', { ...manager, password: 'wrong' }],
    ['an unknown e-mail address', { email: 'nobody@example.org', password: PASSWORD }],
  ])('answers %s with the same 401 invalid_credentials', async (_, body) => {
    const answer = await logIn(body, '192.0.2.2');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: 'Not logged in',
      status: 401,
      code: 'invalid_credentials',
      detail: 'E-mail, password or code is wrong.',
    });
  });

  it.each([
    [{}, ['email', 'password']],
    [{ email: 'no address', password: PASSWORD }, ['email']],
    [{ email: 5, password: ['x'] }, ['email', 'password']],
    [{ ...manager, totp: '12' }, ['totp']],
    [{ ...manager, admin: true }, ['admin']],
  ])('names the wrong fields of %j', async (body, fields) => {
    const answer = await logIn(body);
    const { code, errors } = answer.json as {
      code: string;
      errors: { field: string; rule: string; message: string }[];
    };
    expect([answer.status, code]).toEqual([400, 'invalid_request']);
    expect([...new Set(errors.map(({ field }) => field))].sort()).toEqual(fields);
    expect(errors.every(({ rule }) => /^[a-z_]+$/.test(rule))).toBe(true);
  });

  it('answers 429 with Retry-After after ten failed tries from one address, and still lets others in', async () => {
    const wrong = { email: emailOf('admin_of_b'), password: 'wrong' };
    for (let round = 0; round < 10; round++) expect((await logIn(wrong, '203.0.113.7')).status).toBe(401);
    const refused = await logIn({ ...wrong, password: PASSWORD }, '203.0.113.7');
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    expect((await logIn({ ...wrong, password: PASSWORD }, '203.0.113.8')).status).toBe(200);
  });

  it('does not let a disabled person in', async () => {
    await api.database.query('update users set disabled_at = now() where id = $1', [api.world.users.client_user]);
    const answer = await logIn({ email: emailOf('client_user'), password: PASSWORD });
    expect([answer.status, answer.json]).toEqual([401, expect.objectContaining({ code: 'invalid_credentials' })]);
    await api.database.query('update users set disabled_at = null where id = $1', [api.world.users.client_user]);
  });
});

describe('refreshing', () => {
  it('gives a new access token and a new cookie', async () => {
    const first = cookieOf(await logIn(manager));
    const answer = await refresh(first);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 900, user: { role: 'agency_manager' } });
    expect(cookieOf(answer)).not.toBe(first);
    expect((await refresh(cookieOf(answer))).status).toBe(200);
  });

  it('ends the whole family when an old cookie comes again, and no other session', async () => {
    const elsewhere = cookieOf(await logIn(manager));
    const stolen = cookieOf(await logIn(manager));
    const rotated = cookieOf(await refresh(stolen));
    const reuse = await refresh(stolen);
    expect([reuse.status, reuse.json]).toEqual([401, expect.objectContaining({ code: 'invalid_refresh_token' })]);
    expect((await refresh(rotated)).status).toBe(401);
    expect((await refresh(elsewhere)).status).toBe(200);
  });

  it('lets only one of two simultaneous uses through, and its new cookie is over too', async () => {
    const cookie = cookieOf(await logIn(manager));
    const answers = await Promise.all([refresh(cookie), refresh(cookie)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await refresh(cookieOf(answers.find(({ status }) => status === 200)!))).status).toBe(401);
  });

  it.each(['', 'warp_refresh=', 'warp_refresh=unknown'])('answers the cookie %j with 401', async (cookie) => {
    expect((await refresh(cookie)).status).toBe(401);
  });

  it('is over 30 days after the last use', async () => {
    const cookie = cookieOf(await logIn(manager));
    const [row] = await api.database.query<{ days: number }>(
      'select extract(epoch from max(expires_at) - now())::float8 / 86400 as days from refresh_tokens where used_at is null',
    );
    expect(row!.days).toBeCloseTo(30, 1);
    await api.database.query("update refresh_tokens set expires_at = now() - interval '1 second'");
    expect((await refresh(cookie)).status).toBe(401);
  });

  it('is over after logging out, which takes the cookie away', async () => {
    const cookie = cookieOf(await logIn(manager));
    const answer = await api.request('POST', '/api/auth/logout', { headers: { cookie } });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^warp_refresh=; .*Path=\/api\/auth.*Expires=Thu, 01 Jan 1970/);
    expect((await refresh(cookie)).status).toBe(401);
  });

  it('stores no token in the clear', async () => {
    const token = cookieOf(await logIn(manager)).replace('warp_refresh=', '');
    const rows = await api.database.query<{ token_hash: Buffer }>('select token_hash from refresh_tokens');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ token_hash }) => token_hash.includes(token) || token_hash.length !== 32)).toBe(false);
  });
});

describe('the second factor', () => {
  const codeFor = (secret: string, atMs: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

  it('is asked for once a first code proved the app, takes each code once, and goes with password and code', async () => {
    const as = 'agency_admin' as const;
    const credentials = { email: emailOf(as), password: PASSWORD };
    const post = (url: string, body: unknown) => api.request('POST', `/api/auth/totp/${url}`, { as, body });

    const { secret, otpauth_url } = (await post('setup', {})).json as { secret: string; otpauth_url: string };
    expect(otpauth_url).toMatch(/^otpauth:\/\/totp\/Warp:agency_admin%40example\.org\?.*secret=/);
    expect((await logIn(credentials)).status).toBe(200);
    expect((await post('enable', { totp: '000000' })).status).toBe(400);
    const now = Date.now();
    expect((await post('enable', { totp: codeFor(secret, now - 30_000) })).status).toBe(204);

    expect([(await logIn(credentials)).json]).toEqual([
      expect.objectContaining({ status: 401, code: 'totp_required' }),
    ]);
    expect((await logIn({ ...credentials, totp: '000000' })).json).toMatchObject({ code: 'invalid_credentials' });
    const code = codeFor(secret, now);
    expect((await logIn({ ...credentials, totp: code })).status).toBe(200);
    expect((await logIn({ ...credentials, totp: code })).status).toBe(401);

    // Asking for the code is no wrong try, however often; wrong codes are counted wherever they come from.
    for (let n = 0; n < 12; n++) expect((await logIn(credentials, '203.0.113.120')).json).toMatchObject({ code: 'totp_required' });
    for (let n = 0; n < 18; n++) await api.app.get(LoginLimits, { strict: false }).countCode({ email: credentials.email, ip: `203.0.113.${130 + n}` });
    const limited = await logIn({ ...credentials, totp: '000000' }, '203.0.113.150');
    expect([limited.status, limited.json]).toEqual([429, expect.objectContaining({ code: 'too_many_attempts' })]);

    expect((await post('disable', { password: 'wrong', totp: codeFor(secret, now + 30_000) })).status).toBe(400);
    expect((await post('disable', { password: PASSWORD, totp: codeFor(secret, now + 30_000) })).status).toBe(204);
    expect((await logIn(credentials)).status).toBe(200);
    const [row] = await api.database.query<{ totp_secret: Buffer | null }>(
      'select totp_secret from users where id = $1',
      [api.world.users.agency_admin],
    );
    expect(row!.totp_secret).toBeNull();
  });
});

describe('the access token', () => {
  const me = (authorization?: string) =>
    api.request('GET', '/api/auth/me', authorization === undefined ? {} : { headers: { authorization } });

  it('says who one is and what one may do', async () => {
    const answer = await api.request('GET', '/api/auth/me', { as: 'client_user' });
    expect(answer.json).toEqual({
      id: api.world.users.client_user,
      email: 'client_user@example.org',
      name: 'client_user',
      role: 'client_user',
      agency_id: api.world.agencies.a,
      totp_enabled: false,
      rights: ['sites.read'],
    });
  });

  it.each([
    ['no token', undefined, 'token_required'],
    ['another scheme', 'Basic YTpi', 'token_required'],
    ['nonsense', 'Bearer nonsense', 'invalid_token'],
    // {"alg":"none"} and a super admin's claims.
    [
      'an unsigned token',
      'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwiYWdlbmN5X2lkIjpudWxsLCJyb2xlIjoic3VwZXJfYWRtaW4iLCJpc3MiOiJ3YXJwIn0.',
      'invalid_token',
    ],
  ])('refuses %s', async (_, authorization, code) => {
    const answer = await me(authorization);
    expect([answer.status, answer.json]).toEqual([401, expect.objectContaining({ code })]);
  });

  describe('signed with the right key', () => {
    const signed = (claims: object, header: object): string => {
      const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
      const text = `${encode({ alg: 'HS256', ...header })}.${encode(claims)}`;
      const [key] = tokenKeys(api.app.get<ServicesConfig>(CONFIG, { strict: false }).encryptionKeys);
      return `Bearer ${text}.${createHmac('sha256', key!).update(text).digest('base64url')}`;
    };
    const now = Math.floor(Date.now() / 1000);
    const claims = () => ({
      sub: api.world.users.admin_of_b,
      agency_id: api.world.agencies.b,
      role: 'agency_admin',
      sid: '00000000-0000-7000-8000-000000000000',
      ver: 0,
      iat: now,
      exp: now + 600,
      iss: 'warp',
      aud: 'warp-api',
    });

    it.each([
      ['as it is', {}, {}, 200],
      ['for another audience', { aud: 'warp-share' }, {}, 401],
      ['for none', { aud: undefined }, {}, 401],
      ['of another issuer', { iss: 'other' }, {}, 401],
      ['of another type', {}, { typ: 'JWT' }, 401],
      ['of no type', {}, { typ: undefined }, 401],
      ['without its log-in', { sid: undefined }, {}, 401],
      ['without its version', { ver: undefined }, {}, 401],
      ['over', { exp: now - 1 }, {}, 401],
      ['with a role that cannot be', { role: 'super_admin' }, {}, 401],
    ])('%s', async (_, changed, header, status) => {
      expect((await me(signed({ ...claims(), ...changed }, { typ: 'at+jwt', ...header }))).status).toBe(status);
    });
  });
});
