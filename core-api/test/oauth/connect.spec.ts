import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KEYS } from '../../src/redis/keys.js';
import { RedisConnections } from '../../src/redis/redis.module.js';
import type { Browser } from './browser.js';
import { type OAuthWorld, startOAuthWorld } from './oauth-world.js';

let world: OAuthWorld;
beforeAll(async () => {
  world = await startOAuthWorld({ WARP_ROLES: 'collect,process,deliver,serve' });
});
afterAll(() => world.stop());
beforeEach(() => {
  world.provider.behave();
  world.provider.decline(false);
  world.provider.set({ expiresIn: 3600, rotates: true });
});

const oauthOf = (destination: string): string => `/api/sites/${world.site.id}/destinations/${destination}/oauth`;
const begin = async (destination: string, by: Browser = world.owner): Promise<URL> =>
  new URL((await by.api<{ authorize_url: string }>('POST', oauthOf(destination))).json.authorize_url);
const isConnected = async (destination: string): Promise<boolean> => (await world.shown(destination)).oauth!.connected;
const audit = (destination: string) =>
  world.warp.database.query<{ action: string; user_id: string; agency_id: string; details: object }>(
    "select action, user_id, agency_id, details from audit_log where target_id = $1 and action like 'destination.%connected' order by id",
    [destination],
  );

describe('connecting an account', () => {
  it('sends the owner to the vendor with all that the RFCs ask for', async () => {
    const url = await begin(await world.destination());
    const { theme, state, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams);
    expect(`${url.origin}${url.pathname}`).toBe(`${world.provider.url}/authorize`);
    expect(rest).toEqual({
      response_type: 'code',
      client_id: world.provider.client.id,
      redirect_uri: `${world.warp.url}/api/oauth/callback`,
      scope: 'events.write offline_access',
      code_challenge_method: 'S256',
      access_type: 'offline',
    });
    expect(theme).toBe('dark');
    expect([state, challenge]).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)]);
  });

  it('brings a destination to life that had nothing but an application', async () => {
    const destination = await world.destination();
    expect((await world.shown(destination)).oauth).toEqual({ connected: false, connected_at: null, expires_at: null, scopes: [], problem: null });
    await world.track(['first']);
    expect(await world.settled(destination, 1, 'retrying')).toMatchObject([{ reason: 'destination_paused', attempts: 0 }]);
    expect(await world.shown(destination)).toMatchObject({ status: 'paused', status_reason: 'No account is connected yet. Connect it, and the events that wait are sent.' });

    const page = await world.owner.open(await world.agree(destination));
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1>Ledger is connected</h1>');
    expect(page.text).toContain(`href="/sites/${world.site.id}"`);
    expect(page.text).not.toMatch(/<script|https?:/);
    expect([page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);

    await world.settled(destination, 1, 'delivered');
    expect(world.ledger.entries.filter((id) => id === 'first')).toEqual(['first']);
    const { status, oauth } = await world.shown(destination);
    expect([status, oauth]).toMatchObject(['active', { connected: true, scopes: ['events.write', 'offline_access'], problem: null }]);
    expect(Date.parse(oauth!.expires_at!) - Date.now()).toBeGreaterThan(3_590_000);
    expect(await audit(destination)).toEqual([
      { action: 'destination.connected', user_id: expect.any(String), agency_id: world.site.agencyId, details: { siteId: world.site.id, plugin: 'ledger' } },
    ]);
  });

  it('asks for no setting that the account fills in, and says which those are', async () => {
    const { json } = await world.owner.api<{ items: { id: string; settings: { required: string[] }; oauth?: object }[] }>('GET', '/api/plugins');
    const plugin = json.items.find(({ id }) => id === 'ledger')!;
    expect(plugin.settings.required).toEqual(['issuer']);
    expect(plugin.oauth).toEqual({ redirect_uri: `${world.warp.url}/api/oauth/callback`, fills: ['access_token', 'instance_url'] });
    const webhook = json.items.find(({ id }) => id === 'webhook')!;
    expect(webhook.oauth).toBeUndefined();
  });

  it('works with a token that the owner typed in instead', async () => {
    await world.connected();
    const token = world.provider.given.at(-2)!;
    const destination = await world.destination({ access_token: token, instance_url: world.ledger.url });
    expect((await world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/test`, { send: true })).json).toMatchObject({ ok: true });
  });
});

describe('an account that was connected for somewhere else', () => {
  const change = (destination: string, settings: object) =>
    world.owner.api<{ oauth: { connected: boolean }; errors: object[] }>('PUT', `/api/sites/${world.site.id}/destinations/${destination}`, { settings });
  const application = () => ({ issuer: world.provider.url, client_id: world.provider.client.id, client_secret: '********' });

  it('stays while nothing moves', async () => {
    const destination = await world.connected();
    expect((await change(destination, application())).json.oauth).toMatchObject({ connected: true });
  });

  it.each<[string, () => object]>([
    ['another log-in service', () => ({ issuer: 'https://evil.example' })],
    ['another server for the events', () => ({ instance_url: 'https://evil.example' })],
    ['another application', () => ({ client_id: 'another' })],
  ])('is disconnected, and its tokens end where they came from, for %s', async (_, moved) => {
    const destination = await world.connected();
    const token = world.provider.given.at(-2)!;
    expect((await change(destination, { ...application(), ...moved() })).json).toMatchObject({ errors: [{ field: 'settings.client_secret', rule: 'enter_again' }] });
    expect(await isConnected(destination)).toBe(true);
    expect((await change(destination, { ...application(), ...moved(), client_secret: 'entered again' })).json.oauth).toMatchObject({ connected: false });
    expect(world.provider.isValid(token)).toBe(false);
    expect((await audit(destination)).map(({ action }) => action)).toEqual(['destination.connected', 'destination.disconnected']);
  });

  it('is not connected at all when the settings moved while its owner agreed', async () => {
    const destination = await world.destination();
    const answer = await world.agree(destination);
    await change(destination, { ...application(), client_secret: world.provider.client.secret, instance_url: 'https://evil.example' });
    const page = await world.owner.open(answer);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('The destination’s settings changed after this try to connect began.')]);
    expect(await isConnected(destination)).toBe(false);
  });
});

describe('the answer to a try is refused', () => {
  const refusals: [string, (location: URL, destination: string) => unknown, string][] = [
    ['with an unknown state', (location) => location.searchParams.set('state', 'A'.repeat(43)), 'is over or was already used'],
    ['without a state', (location) => location.searchParams.delete('state'), 'is over or was already used'],
    ['with two states', (location) => location.searchParams.append('state', 'another'), 'is over or was already used'],
    ['after ten minutes', (location) => expire(location), 'is over or was already used'],
    ['from another issuer', (location) => location.searchParams.set('iss', 'https://evil.example'), 'came from another platform'],
    ['without a code', (location) => location.searchParams.delete('code'), 'is incomplete'],
    ['with a made-up code', (location) => location.searchParams.set('code', 'made-up'), 'did not accept its own confirmation'],
    ['when the destination is gone', (_, destination) => world.owner.api('DELETE', `/api/sites/${world.site.id}/destinations/${destination}`), 'There is no such destination'],
  ];

  /** As Redis does after ten minutes. */
  async function expire(location: URL): Promise<void> {
    const key = KEYS.oauthPending(createHash('sha256').update(location.searchParams.get('state')!).digest('base64url'));
    const redis = world.warp.warp.app.get(RedisConnections, { strict: false }).shared;
    expect(await redis.ttl(key)).toBeGreaterThan(590);
    expect(await redis.ttl(key)).toBeLessThanOrEqual(600);
    await redis.del(key);
  }

  it.each(refusals)('%s', async (_, change, sentence) => {
    const destination = await world.destination();
    const location = new URL(await world.agree(destination));
    await change(location, destination);
    const page = await world.owner.open(location.href);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining(sentence)]);
    expect((await world.shown(destination))?.oauth?.connected ?? false).toBe(false);
  });

  it('a second time: a state works once', async () => {
    const destination = await world.destination();
    const location = await world.agree(destination);
    expect((await world.owner.open(location)).status).toBe(200);
    expect((await world.owner.open(location)).status).toBe(400);
    // The code did not go to the vendor again: that would have ended the tokens.
    expect(await world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/test`, { send: true })).toMatchObject({ json: { ok: true } });
  });

  it('when the code was stolen: the vendor wants the verifier that only the other try has', async () => {
    const [mine, other] = [await world.destination(), await world.destination()];
    const stolen = new URL(await world.agree(mine)).searchParams.get('code')!;
    const location = new URL(await world.agree(other));
    location.searchParams.set('code', stolen);
    const page = await world.owner.open(location.href);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('did not accept its own confirmation')]);
    expect(world.provider.refused.at(-1)).toBe('invalid_grant: code_verifier does not fit');
    expect([await isConnected(mine), await isConnected(other)]).toEqual([false, false]);
  });

  it('in another person’s browser: nobody’s account lands at somebody else’s destination', async () => {
    const destination = await world.destination();
    const victim = await world.person('agency_admin');
    // The attacker begins, and gets the victim to agree.
    const url = await begin(destination);
    const { location } = await victim.open(url.href);
    const page = await victim.open(location!);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('begun in another browser')]);
    expect((await world.owner.open(location!)).status).toBe(400);
    expect(await isConnected(destination)).toBe(false);
  });

  it('when who began may not change the destination any more', async () => {
    const destination = await world.destination();
    const manager = await world.person('agency_manager');
    const location = await world.agree(destination, manager);
    await world.warp.database.query('delete from user_sites where user_id = $1', [manager.userId]);
    expect((await manager.open(location)).text).toContain('There is no such site.');
    const leaver = await world.person('agency_admin');
    const second = await world.agree(destination, leaver);
    await world.warp.database.query('update users set disabled_at = now() where id = $1', [leaver.userId]);
    expect((await leaver.open(second)).text).toContain('may not change this destination any more');
    expect(await isConnected(destination)).toBe(false);
  });

  it('by the person at the vendor’s page, whose words are not repeated', async () => {
    const destination = await world.destination();
    world.provider.decline(true);
    const page = await world.owner.open(await world.agree(destination));
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('You did not agree on the platform')]);
    expect(page.text).not.toContain('said');
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 'does not accept the client ID and secret'],
    ['an unusable address', { issuer: 'ftp://127.0.0.1' }, 'gives no usable address'],
  ])('or not even begun, for %s', async (_, settings, sentence) => {
    const destination = await world.destination(settings);
    const begun = await world.owner.api<{ authorize_url?: string; detail?: string }>('POST', oauthOf(destination));
    const text = begun.json.authorize_url === undefined ? begun.json.detail : (await world.owner.open((await world.owner.open(begun.json.authorize_url)).location!)).text;
    expect(text).toContain(sentence);
  });

  it('while the vendor’s log-in service is ill; the next try is fine', async () => {
    const destination = await world.destination();
    const location = await world.agree(destination);
    world.provider.behave({ is: 'answering', status: 503, body: '<html>' });
    expect((await world.owner.open(location)).text).toContain('log-in service does not answer');
    world.provider.behave();
    await world.connect(destination);
    expect(await isConnected(destination)).toBe(true);
  });
});

describe('beginning', () => {
  it('needs the application, the right, a plugin with accounts, and a destination in sight', async () => {
    const destination = await world.destination();
    const bare = await world.destination({ client_id: '' });
    const hook = await world.owner.api<{ id: string }>('POST', `/api/sites/${world.site.id}/destinations`, { plugin: 'webhook', settings: { url: 'https://hook.example', secret: 'long enough a secret' } });
    const foreigner = await world.person('agency_admin', (await world.warp.site()).agencyId);
    const client = await world.person('client_user');
    const begun = async (by: Browser, id: string) => {
      const { status, json } = await by.api<{ code?: string }>('POST', oauthOf(id));
      return [status, json.code];
    };
    expect(await begun(world.owner, bare)).toEqual([400, 'invalid_request']);
    expect(await begun(world.owner, hook.json.id)).toEqual([409, 'no_account_needed']);
    expect(await begun(client, destination)).toEqual([403, 'forbidden']);
    expect(await begun(foreigner, destination)).toEqual([404, 'not_found']);
    expect(await begun(world.owner, '01890000-0000-7000-8000-000000000000')).toEqual([404, 'not_found']);
    expect((await fetch(`${world.warp.url}${oauthOf(destination)}`, { method: 'POST' })).status).toBe(401);
  });
});

describe('disconnecting', () => {
  it('ends the tokens at the vendor, forgets them, and makes the events wait', async () => {
    const destination = await world.connected();
    const token = world.provider.given.at(-2)!;
    await world.track(['before']);
    await world.settled(destination, 1, 'delivered');
    expect(world.provider.isValid(token)).toBe(true);
    expect((await world.owner.api('DELETE', oauthOf(destination))).json).toEqual({ revoked: true });
    expect(world.provider.isValid(token)).toBe(false);
    expect(await world.warp.database.query('select 1 from oauth_connections where destination_id = $1', [destination])).toEqual([]);
    expect((await audit(destination)).map(({ action }) => action)).toEqual(['destination.connected', 'destination.disconnected']);
    await world.track(['after']);
    expect(await world.settled(destination, 1, 'retrying')).toMatchObject([{}, { event_id: 'after', reason: 'destination_paused' }]);
    expect((await world.owner.api('DELETE', oauthOf(destination))).status).toBe(404);
  });

  it('forgets them too when the vendor does not answer, and says so', async () => {
    const destination = await world.connected();
    world.provider.behave({ is: 'resetting' });
    expect((await world.owner.api('DELETE', oauthOf(destination))).json).toEqual({ revoked: false });
    expect(await isConnected(destination)).toBe(false);
  });

  it('happens by itself when the destination is removed', async () => {
    const destination = await world.connected();
    const before = world.provider.requests.length;
    await world.owner.api('DELETE', `/api/sites/${world.site.id}/destinations/${destination}`);
    expect(world.provider.requests.slice(before).map(({ path }) => path)).toEqual(['/revoke']);
  });

  it('is nobody’s without the right to it', async () => {
    const destination = await world.connected();
    const foreigner = await world.person('agency_admin', (await world.warp.site()).agencyId);
    expect((await foreigner.api('DELETE', oauthOf(destination))).status).toBe(404);
    expect((await (await world.person('client_user')).api('DELETE', oauthOf(destination))).status).toBe(403);
    expect(await isConnected(destination)).toBe(true);
  });
});

describe('codes and tokens', () => {
  it('are nowhere but at the vendor and, sealed, in the database', async () => {
    const destination = await world.connected();
    world.provider.endAccessTokens();
    world.provider.behave({ is: 'answering', status: 400, body: { error: 'invalid_grant', error_description: world.provider.given.join(' ') } });
    await world.track(['leak']);
    await world.settled(destination, 1, 'retrying');
    const answers = [
      (await world.owner.api('GET', `/api/sites/${world.site.id}/destinations`)).text,
      (await world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/test`)).text,
      (await world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/preview`, {})).text,
      (await world.owner.api('GET', `/api/events/leak/deliveries?site_id=${world.site.id}`)).text,
    ];
    const [dump] = await world.warp.database.query<{ text: string }>(`
      select (select coalesce(string_agg(t::text, ''), '') from destinations t) || (select coalesce(string_agg(t::text, ''), '') from oauth_connections t)
          || (select coalesce(string_agg(t::text, ''), '') from deliveries t) || (select coalesce(string_agg(t::text, ''), '') from audit_log t) as text`);
    const everything = [...answers, dump!.text, ...world.log].join('\n');
    expect(everything).toContain(destination);
    expect(world.provider.given.length).toBeGreaterThan(20);
    const seen = [...world.provider.given, world.provider.client.secret].filter((secret) => everything.includes(secret) || everything.includes(Buffer.from(secret).toString('hex')));
    expect(seen).toEqual([]);
  });

  it('of one destination do not open as another’s', async () => {
    const [mine, other] = [await world.connected(), await world.connected()];
    await world.warp.database.query('update oauth_connections set tokens = (select tokens from oauth_connections where destination_id = $1) where destination_id = $2', [mine, other]);
    expect((await world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${other}/test`)).status).toBe(500);
  });
});
