import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, startTestApi, type TestApi } from './test-api.js';
import type { Who } from './world.js';

/** The verifier and challenge of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const REDIRECT = 'https://www.assigned.example/blog/wp-admin/options-general.php?page=warp&connect=1';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const question = (more: object = {}): Record<string, string> => ({
  response_type: 'code',
  client_id: 'wordpress',
  redirect_uri: REDIRECT,
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  state: 'a state of WordPress’ own',
  ...more,
});

const offer = (as: Who, more: object = {}): Promise<Answer> =>
  api.request('GET', `/api/oauth/authorizations?${new URLSearchParams(question(more)).toString()}`, { as });

const decide = (as: Who, more: object): Promise<Answer> => api.request('POST', '/api/oauth/authorizations', { as, body: { ...question(), ...more } });

const redirectOf = (answer: Answer): URL => new URL((answer.json as { redirect_to: string }).redirect_to);

async function allowedCode(as: Who = 'agency_manager', more: object = {}): Promise<string> {
  return redirectOf(await decide(as, { site_id: api.world.sites.assigned, ...more })).searchParams.get('code')!;
}

const exchange = (form: Readonly<Record<string, string>>): Promise<Answer> =>
  api.request('POST', '/api/oauth/token', {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

const formOf = (code: string, more: object = {}): Record<string, string> => ({
  grant_type: 'authorization_code',
  code,
  redirect_uri: REDIRECT,
  client_id: 'wordpress',
  code_verifier: VERIFIER,
  ...more,
});

interface Token {
  readonly access_token: string;
  readonly [field: string]: unknown;
}

async function connected(more: object = {}): Promise<Token> {
  return (await exchange(formOf(await allowedCode('agency_manager', more)))).json as Token;
}

const asSite = (token: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer> =>
  api.request(method, path, { headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }) });

describe('the page that asks', () => {
  it('says where the answer goes, what it allows, and which sites fit', async () => {
    const { status, json } = await offer('agency_admin', { site_url: 'https://assigned.example/blog', site_name: 'A blog' });
    expect(status).toBe(200);
    const { sites } = json as { sites: { name: string }[] };
    expect(json).toEqual({
      home: 'https://www.assigned.example/blog',
      host: 'www.assigned.example',
      scopes: ['read', 'receipts', 'reconcile', 'configure', 'privacy'].map((scope) => ({ scope, sentence: expect.any(String) })),
      sites,
      new_site: { name: 'A blog', domain: 'assigned.example' },
    });
    expect(sites.map(({ name }) => name)).toEqual(['assigned', 'other']);
    expect(sites).toMatchObject([{ id: api.world.sites.assigned, domain: 'assigned.example', matches: true }, { matches: false }]);
  });

  it('offers a new site to those only who may add one, and nothing to those who may change none', async () => {
    expect((await offer('agency_manager')).json).toMatchObject({ new_site: null, sites: [{ name: 'assigned' }] });
    expect((await offer('client_user')).json).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it.each([
    ['redirect_uri', 'url', { redirect_uri: '/wp-admin/' }],
    ['redirect_uri', 'https', { redirect_uri: 'http://assigned.example/wp-admin/' }],
    ['redirect_uri', 'https', { redirect_uri: 'javascript:alert(1)//wp-admin/' }],
    ['redirect_uri', 'https', { redirect_uri: 'http://127.0.0.1.assigned.example/wp-admin/' }],
    ['redirect_uri', 'no_credentials', { redirect_uri: 'https://assigned.example@evil.example/wp-admin/' }],
    ['redirect_uri', 'no_fragment', { redirect_uri: 'https://assigned.example/wp-admin/#code' }],
    ['redirect_uri', 'wp_admin', { redirect_uri: 'https://assigned.example/?back=/wp-admin/' }],
    ['redirect_uri', 'wp_admin', { redirect_uri: 'https://assigned.example/wp-admin/../uploads/' }],
    ['code_challenge', 'matches', { code_challenge: 'short' }],
    ['code_challenge_method', 'equals', { code_challenge_method: 'plain' }],
    ['response_type', 'equals', { response_type: 'token' }],
    ['client_id', 'equals', { client_id: 'another' }],
    ['state', 'is_not_empty', { state: '' }],
    ['scope', 'known', { scope: 'read everything' }],
  ])('refuses a wrong %s by the rule “%s”: %j', async (field, rule, more) => {
    const { json } = await offer('agency_admin', more);
    expect(json).toMatchObject({ status: 400, code: 'invalid_request', errors: expect.arrayContaining([expect.objectContaining({ field, rule })]) });
  });
});

describe('a person’s decision', () => {
  it('sends the browser back with a code, the state and the issuer; what was in the address stays', async () => {
    const answer = await decide('agency_manager', { site_id: api.world.sites.assigned });
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const to = redirectOf(answer);
    expect(to.origin + to.pathname).toBe('https://www.assigned.example/blog/wp-admin/options-general.php');
    expect(Object.fromEntries(to.searchParams)).toEqual({
      page: 'warp',
      connect: '1',
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: 'a state of WordPress’ own',
      iss: 'https://core.example',
    });
    const [row] = await api.database.query("select user_id, details from audit_log where action = 'site.connection_allowed' order by id desc limit 1");
    expect(row).toMatchObject({ user_id: api.world.users.agency_manager, details: { home: 'https://www.assigned.example/blog' } });
  });

  it('to decline sends it back with an error and no code', async () => {
    const to = redirectOf(await decide('agency_admin', { site_id: api.world.sites.assigned, decision: 'deny' }));
    expect(to.searchParams.get('error')).toBe('access_denied');
    expect(to.searchParams.get('state')).toBe('a state of WordPress’ own');
    expect(to.searchParams.has('code')).toBe(false);
  });

  it.each<[string, Who, object, object]>([
    ['a site of other domains', 'agency_admin', { site_id: 'other' }, { status: 400, errors: [{ field: 'redirect_uri', rule: 'domain_of_site' }] }],
    ['a host that only ends alike', 'agency_admin', { site_id: 'assigned', redirect_uri: 'https://evilassigned.example/wp-admin/' }, { status: 400, errors: [{ rule: 'domain_of_site' }] }],
    ['a host that only begins alike', 'agency_admin', { site_id: 'assigned', redirect_uri: 'https://assigned.example.evil.test/wp-admin/' }, { status: 400, errors: [{ rule: 'domain_of_site' }] }],
    ['another agency’s site', 'agency_admin', { site_id: 'foreign', redirect_uri: 'https://foreign.example/wp-admin/' }, { status: 404, code: 'not_found' }],
    ['a site one may only see', 'client_user', { site_id: 'assigned' }, { status: 403, code: 'forbidden' }],
    ['a new site without the right', 'agency_manager', { site: { name: 'New', domain: 'assigned.example' } }, { status: 403, code: 'forbidden' }],
    ['a new site of another domain', 'agency_admin', { site: { name: 'New', domain: 'new.example' } }, { status: 400, errors: [{ field: 'redirect_uri', rule: 'domain_of_site' }] }],
    ['no site at all', 'agency_admin', {}, { status: 400, errors: [{ field: 'site_id', rule: 'required' }] }],
    // The link of a stranger: declining it must not send people to the stranger's pages either.
    ['declining for a site of other domains', 'agency_admin', { site_id: 'other', decision: 'deny' }, { status: 400, errors: [{ rule: 'domain_of_site' }] }],
  ])('for %s is refused', async (_, as, more, problem) => {
    const named = (more as { site_id?: keyof TestApi['world']['sites'] }).site_id;
    const answer = await decide(as, { ...more, ...(named === undefined ? {} : { site_id: api.world.sites[named] }) });
    expect(answer.json).toMatchObject(problem);
  });

  it('names the host and the site’s domains when they do not fit', async () => {
    const { json } = await decide('agency_admin', { site_id: api.world.sites.other });
    expect((json as { detail: string }).detail).toBe('redirect_uri leads to www.assigned.example, which is not among the domains of “other” (other.example).');
  });

  it('may make the site as well, also for a WordPress on this machine', async () => {
    const redirect_uri = 'http://localhost:8080/wp-admin/admin.php';
    const answer = await decide('agency_admin', { redirect_uri, site: { name: 'On my machine', domain: 'localhost' } });
    const token = (await exchange(formOf(redirectOf(answer).searchParams.get('code')!, { redirect_uri }))).json as Token;
    expect(token).toMatchObject({ site_name: 'On my machine' });
    const [row] = await api.database.query('select agency_id, domain from sites where id = $1', [token['site_id']]);
    expect(row).toEqual({ agency_id: api.world.agencies.a, domain: 'localhost' });
  });
});

describe('the token endpoint', () => {
  it('gives a token of that site, with all it takes to send and to read', async () => {
    const answer = await exchange(formOf(await allowedCode()));
    expect([answer.status, answer.headers['cache-control'], answer.headers['pragma']]).toEqual([200, 'no-store', 'no-cache']);
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^warp_site_[\w-]{43}$/),
      token_type: 'Bearer',
      scope: 'read receipts reconcile configure privacy',
      site_id: api.world.sites.assigned,
      site_name: 'assigned',
      script_id: 'assignedscript',
      core: 'https://core.example',
      // `printf 'signing key' | base64`
      secret: 'c2lnbmluZyBrZXk',
    });
  });

  it.each<[string, object, number, object]>([
    ['another verifier', { code_verifier: VERIFIER.replace('d', 'e') }, 400, { error: 'invalid_grant' }],
    ['another redirect_uri', { redirect_uri: REDIRECT.replace('blog', 'shop') }, 400, { error: 'invalid_grant' }],
    ['another client', { client_id: 'another' }, 401, { error: 'invalid_client' }],
    ['another grant', { grant_type: 'password' }, 400, { error: 'unsupported_grant_type' }],
    ['no verifier', { code_verifier: '' }, 400, { error: 'invalid_request', errors: [{ field: 'code_verifier', rule: 'required' }] }],
    ['a short verifier', { code_verifier: 'short' }, 400, { error: 'invalid_request', errors: [{ field: 'code_verifier', rule: 'verifier' }] }],
    ['an unknown code', { code: 'x'.repeat(43) }, 400, { error: 'invalid_grant' }],
  ])('refuses %s with OAuth’s own words inside a problem', async (_, more, status, expected) => {
    const answer = await exchange(formOf(await allowedCode(), more));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json).toMatchObject({ status, ...expected });
    // RFC 6749, 5.2
    expect((answer.json as { error_description: string }).error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('leaves further parameters aside, and takes one that comes twice for none', async () => {
    const form = new URLSearchParams(formOf(await allowedCode(), { audience: 'x' }));
    form.append('code', 'another');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const twice = await api.request('POST', '/api/oauth/token', { body: form.toString(), headers });
    expect(twice.json).toMatchObject({ error: 'invalid_request', errors: [{ field: 'code' }] });
    expect((await exchange(formOf(await allowedCode(), { audience: 'x' }))).status).toBe(200);
  });

  it('gives a code one try: a wrong verifier uses it up', async () => {
    const code = await allowedCode();
    await exchange(formOf(code, { code_verifier: 'x'.repeat(43) }));
    expect((await exchange(formOf(code))).json).toMatchObject({ error: 'invalid_grant' });
  });

  it('takes a code no longer than a minute', async () => {
    const code = await allowedCode();
    const [left] = await api.database.query<{ seconds: number }>(
      'select extract(epoch from max(expires_at) - now())::float as seconds from authorization_codes where used_at is null',
    );
    expect(left!.seconds).toBeGreaterThan(50);
    expect(left!.seconds).toBeLessThanOrEqual(60);
    await api.database.query("update authorization_codes set expires_at = now() - interval '1 second' where used_at is null");
    expect((await exchange(formOf(code))).json).toMatchObject({ error: 'invalid_grant' });
  });

  it('revokes what a code gave when it comes again', async () => {
    const code = await allowedCode();
    const { access_token } = (await exchange(formOf(code))).json as Token;
    expect((await asSite(access_token, 'GET', '/api/site')).status).toBe(200);
    expect((await exchange(formOf(code))).json).toMatchObject({ error: 'invalid_grant' });
    expect((await asSite(access_token, 'GET', '/api/site')).json).toMatchObject({ status: 401, code: 'invalid_site_token' });
  });

  it('does not for somebody who has the code and not its verifier', async () => {
    const code = await allowedCode();
    const { access_token } = (await exchange(formOf(code))).json as Token;
    await exchange(formOf(code, { code_verifier: 'x'.repeat(43) }));
    expect((await asSite(access_token, 'GET', '/api/site')).status).toBe(200);
  });

  it('gives one token for a code that comes twice at once, and takes it back', async () => {
    const code = await allowedCode();
    const answers = await Promise.all([exchange(formOf(code)), exchange(formOf(code))]);
    const tokens = answers.flatMap(({ status, json }) => (status === 200 ? [(json as Token).access_token] : []));
    expect(tokens).toHaveLength(1);
    expect((await asSite(tokens[0]!, 'GET', '/api/site')).status).toBe(401);
  });

  it('keeps neither codes nor tokens, nor lets them into the log', async () => {
    const code = await allowedCode();
    const { access_token, secret } = (await exchange(formOf(code))).json as Token;
    const [codes] = await api.database.query("select coalesce(string_agg(c::text, ''), '') as text from authorization_codes c");
    const [tokens] = await api.database.query("select coalesce(string_agg(t::text, ''), '') as text from site_tokens t");
    const [audit] = await api.database.query("select coalesce(string_agg(a::text, ''), '') as text from audit_log a");
    const kept = [codes, tokens, audit].map((row) => String(row!['text'])).join('') + api.log.join('');
    for (const text of [code, access_token, String(secret)]) expect(kept).not.toContain(text);
  });
});

describe('a site’s token', () => {
  it('opens its own site alone', async () => {
    const { access_token } = await connected();
    expect((await asSite(access_token, 'GET', '/api/site')).json).toMatchObject({ site_id: api.world.sites.assigned, domains: ['assigned.example'] });
    for (const path of ['/api/sites', `/api/sites/${api.world.sites.assigned}`, `/api/sites/${api.world.sites.other}/connections`, '/api/auth/me'])
      expect((await asSite(access_token, 'GET', path)).json).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it.each([
    ['none', undefined, 'token_required'],
    ['a person’s', 'agency_admin', 'invalid_site_token'],
  ] as const)('is needed where %s is not enough', async (_, as, code) => {
    expect((await api.request('GET', '/api/site', as === undefined ? {} : { as })).json).toMatchObject({ status: 401, code });
  });

  it.each([
    ['receipts', 'GET', '/api/site/receipts?event_ids=a'],
    ['reconcile', 'POST', '/api/site/reconcile'],
    ['reconcile', 'POST', '/api/site/loss'],
    ['configure', 'PUT', '/api/site/config'],
    ['privacy', 'GET', '/api/site/people?user_id=1'],
    ['privacy', 'DELETE', '/api/site/people'],
  ] as const)('without the scope %s does not %s %s', async (scope, method, path) => {
    const { access_token, scope: granted } = await connected({ scope: 'read' });
    expect(granted).toBe('read');
    const answer = await asSite(access_token, method, path, method === 'GET' ? undefined : {});
    expect(answer.json).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(answer.headers['www-authenticate']).toBe(`Bearer error="insufficient_scope", scope="${scope}"`);
  });

  it('without the scope read does not read', async () => {
    const { access_token } = await connected({ scope: 'receipts' });
    for (const path of ['', '/overview', '/events', '/pages', '/companies', '/health', '/loss'])
      expect((await asSite(access_token, 'GET', `/api/site${path}`)).json).toMatchObject({ code: 'insufficient_scope' });
  });

  it('revokes itself', async () => {
    const { access_token } = await connected();
    expect((await asSite(access_token, 'DELETE', '/api/oauth/token')).status).toBe(204);
    expect((await asSite(access_token, 'GET', '/api/site')).status).toBe(401);
    expect((await asSite(access_token, 'DELETE', '/api/oauth/token')).status).toBe(401);
  });

  it('goes with its site', async () => {
    const { access_token, site_id } = (await exchange(
      formOf(redirectOf(await decide('agency_admin', { site: { name: 'Short', domain: 'assigned.example' } })).searchParams.get('code')!),
    )).json as Token;
    await api.request('DELETE', `/api/sites/${String(site_id)}`, { as: 'agency_admin', body: { confirm: 'Short' } });
    expect((await asSite(access_token, 'GET', '/api/site')).status).toBe(401);
  });

  it('may ask 600 times a minute', async () => {
    const { access_token } = await connected();
    const statuses = new Map<number, number>();
    let retryAfter = '';
    for (let n = 0; n < 605; n++) {
      const answer = await asSite(access_token, 'GET', '/api/site/receipts?event_ids=a');
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 429) retryAfter = String(answer.headers['retry-after']);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: 600, 429: 5 });
    expect(Number(retryAfter)).toBeGreaterThan(0);
  });
});
