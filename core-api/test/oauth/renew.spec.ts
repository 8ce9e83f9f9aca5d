import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/services/ports.js';
import { loadConfig } from '../../src/config/config.js';
import { DeliveryStore } from '../../src/delivery/delivery-store.js';
import { DestinationRuntimes } from '../../src/delivery/destination-runtime.js';
import { type RunningWarp, startWarp } from '../../src/main.js';
import { AccessTokens } from '../../src/oauth/access-tokens.js';
import { eventually } from '../setup/running-warp.js';
import type { Fault } from '../stand-ins/vendor.js';
import { type OAuthWorld, PLUGIN_DIRS, startOAuthWorld } from './oauth-world.js';

let world: OAuthWorld;
/** A second process that delivers, beside the first. */
let other: RunningWarp;

beforeAll(async () => {
  world = await startOAuthWorld();
  const config = loadConfig({
    PORT: String(await freePort()),
    WARP_ROLES: 'deliver',
    WARP_LOG_LEVEL: 'silent',
    WARP_ALLOW_PRIVATE_NETWORK: 'true',
    WARP_PLUGIN_DIRS: PLUGIN_DIRS,
    WARP_ENCRYPTION_KEYS: world.keys,
  });
  other = await startWarp({ ...config, databaseUrl: world.warp.database.url, redisUrl: world.warp.redisUrl });
}, 60_000);
afterAll(async () => {
  await other.close();
  await world.stop();
});
beforeEach(() => {
  world.provider.behave();
  world.provider.set({ expiresIn: 3600, rotates: true });
});
afterEach(() => world.clear());

const ids = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name}${n}`);
const entered = (name: string): string[] => world.ledger.entries.filter((id) => id.startsWith(name)).sort();
/** What a worker does before it sends. */
const fresh = async ({ app }: RunningWarp, destination: string): Promise<unknown> => {
  const runtime = await app.get(DestinationRuntimes, { strict: false }).load(destination);
  return (await app.get(AccessTokens, { strict: false }).fresh(runtime!)).settings['access_token'];
};
const problemOf = async (destination: string): Promise<string | null> => (await world.shown(destination)).oauth!.problem;
const refreshesWhile = async (work: () => Promise<unknown>): Promise<number> => {
  const before = world.provider.refreshes();
  await work();
  return world.provider.refreshes() - before;
};

describe('a token that is over', () => {
  it('is renewed before the delivery, once for two processes and many jobs, and everything arrives once', async () => {
    const destination = await world.connected();
    world.provider.endAccessTokens();
    await world.age(destination);
    world.provider.behave({ is: 'slow', ms: 300 });
    const sent = ids('over', 120);
    const refreshes = await refreshesWhile(async () => {
      for (let at = 0; at < sent.length; at += 20) await world.track(sent.slice(at, at + 20));
      await world.settled(destination, 120, 'delivered');
    });
    expect(refreshes).toBe(1);
    expect(entered('over')).toEqual([...sent].sort());
    expect(world.provider.refused).toEqual([]);
    expect((await world.deliveries(destination)).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('is renewed once when two processes begin in the same moment, many times over', async () => {
    const destination = await world.connected();
    for (let round = 0; round < 10; round++) {
      await world.age(destination);
      let tokens: unknown[] = [];
      const asking = () => [world.warp.warp, other, world.warp.warp, other].map((process) => fresh(process, destination));
      const refreshes = await refreshesWhile(async () => (tokens = await Promise.all(asking())));
      expect([refreshes, new Set(tokens).size]).toEqual([1, 1]);
    }
  });

  it('is renewed in its last minutes, while it still works', async () => {
    const destination = await world.connected();
    const left = async (seconds: number): Promise<number> => {
      await world.warp.database.query("update oauth_connections set obtained_at = now() - interval '1 hour', expires_at = now() + make_interval(secs => $2) where destination_id = $1", [destination, seconds]);
      return refreshesWhile(() => fresh(other, destination));
    };
    expect(await left(125)).toBe(0);
    expect(await left(115)).toBe(1);
  });

  it('is used to its end when the log-in service is ill in its last minutes', async () => {
    const destination = await world.connected();
    await world.warp.database.query("update oauth_connections set obtained_at = now() - interval '1 hour', expires_at = now() + interval '1 minute' where destination_id = $1", [destination]);
    world.provider.behave({ is: 'answering', status: 503 });
    await world.track(['last-minute']);
    await world.settled(destination, 1, 'delivered');
  });

  it('is asked for with the refresh token that is still there when the vendor gives no new one', async () => {
    world.provider.set({ rotates: false });
    const destination = await world.connected();
    for (let round = 0; round < 3; round++) {
      await world.age(destination);
      expect(await refreshesWhile(() => fresh(other, destination))).toBe(1);
    }
  });

  it('has kept fields renewed with it', async () => {
    const destination = await world.connected();
    world.provider.set({ extra: { instance_url: `${world.ledger.url}/` } });
    await world.age(destination);
    const runtime = await other.app.get(DestinationRuntimes, { strict: false }).load(destination);
    expect((await other.app.get(AccessTokens, { strict: false }).fresh(runtime!)).settings['instance_url']).toBe(`${world.ledger.url}/`);
    world.provider.set({ extra: {} });
    await world.age(destination);
    expect((await other.app.get(AccessTokens, { strict: false }).fresh(runtime!)).settings['instance_url']).toBe(`${world.ledger.url}/`);
    world.provider.set({ extra: { instance_url: world.ledger.url } });
  });

  it('is renewed for “Test connection” too', async () => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.endAccessTokens();
    const test = () => world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/test`);
    expect((await test()).json).toMatchObject({ ok: true });
    world.provider.endAccessTokens();
    expect((await test()).json).toMatchObject({ ok: true });
    world.provider.endGrants();
    expect((await test()).json).toEqual({ ok: false, code: 'account_ended', message: 'The platform ended the connection. Connect the account again; the events wait.' });
  });
});

describe('a token that dies before its time', () => {
  it.each([
    ['with a life that was announced', 3600],
    ['without one, as Salesforce’s', null],
  ])('%s, is renewed once, and the refused events arrive without a pause', async (_, expiresIn) => {
    world.provider.set({ expiresIn });
    const destination = await world.connected();
    expect((await world.shown(destination)).oauth!.expires_at === null).toBe(expiresIn === null);
    world.provider.endAccessTokens();
    const name = `early${String(expiresIn)}-`;
    const refreshes = await refreshesWhile(async () => {
      await world.track(ids(name, 60));
      await world.settled(destination, 60, 'delivered');
    });
    expect(refreshes).toBe(1);
    expect(entered(name)).toEqual(ids(name, 60).sort());
    expect((await world.shown(destination)).status).toBe('active');
  });

  it('is not renewed again and again when the platform refuses every token: the destination pauses', async () => {
    const destination = await world.connected();
    world.ledger.behave({ is: 'answering', status: 403 });
    const refreshes = await refreshesWhile(async () => {
      await world.track(['refused']);
      await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    });
    world.ledger.behave();
    expect(refreshes).toBe(1);
    expect(await world.shown(destination)).toMatchObject({ status_reason: 'The platform refused the credentials.', oauth: { problem: null } });
  });
});

describe('a log-in service that is ill', () => {
  const faults: [string, Fault][] = [
    ['answers 500', { is: 'answering', status: 500, body: '<html>' }],
    ['breaks connections', { is: 'resetting' }],
    ['answers nonsense', { is: 'answering', status: 200, body: '<html>' }],
    ['is unavailable by its own word', { is: 'answering', status: 400, body: { error: 'temporarily_unavailable' } }],
    ['asks to wait', { is: 'answering', status: 429, headers: { 'retry-after': '600' } }],
  ];

  it.each(faults)('%s: the events wait, and arrive once when it is well again', async (_, fault) => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.endAccessTokens();
    world.provider.behave(fault);
    const name = `ill-${fault.is}-${'status' in fault ? fault.status : ''}-`;
    await world.track(ids(name, 30));
    await world.settled(destination, 30, 'retrying');
    expect(await world.shown(destination)).toMatchObject({ status: 'active', oauth: { problem: null } });
    world.provider.behave();
    await eventually(async () => {
      await world.hurry(destination);
      return world.deliveries(destination);
    }, (rows) => rows.every(({ state }) => state === 'delivered'), 40_000);
    expect(entered(name)).toEqual(ids(name, 30).sort());
  }, 60_000);
});

describe('a connection the vendor ended', () => {
  it('pauses the destination with a sentence, asks nobody again, and goes on where it was once connected again', async () => {
    const destination = await world.connected();
    world.provider.endGrants();
    await world.track(ids('ended', 30));
    await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    const sentence = 'The platform ended the connection. Connect the account again; the events wait.';
    expect(await world.shown(destination)).toMatchObject({ status_reason: sentence, oauth: { connected: true, problem: sentence } });
    expect(await world.settled(destination, 30, 'retrying')).toContainEqual(expect.objectContaining({ reason: 'destination_paused', attempts: 0 }));

    const asked = world.provider.requests.length;
    await world.owner.api('PUT', `/api/sites/${world.site.id}/destinations/${destination}`, { enabled: true });
    await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    expect(world.provider.requests.length).toBe(asked);

    await world.connect(destination);
    await world.settled(destination, 30, 'delivered');
    expect(entered('ended')).toEqual(ids('ended', 30).sort());
    expect(await problemOf(destination)).toBeNull();
  });

  it('is told apart from a secret that changed: with the right one it goes on by itself', async () => {
    const destination = await world.connected();
    const settings = { issuer: world.provider.url, client_id: world.provider.client.id, client_secret: 'an old one' };
    const put = (body: object) => world.owner.api('PUT', `/api/sites/${world.site.id}/destinations/${destination}`, body);
    await put({ settings });
    await world.age(destination);
    await world.track(['secret']);
    await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    expect(await problemOf(destination)).toMatch(/^The platform does not accept the client ID and secret/);
    await put({ settings: { ...settings, client_secret: world.provider.client.secret } });
    await world.settled(destination, 1, 'delivered');
    expect(await problemOf(destination)).toBeNull();
  });

  it('is over without a refresh token, and says so', async () => {
    const destination = await world.connected();
    const { keyRing, database } = world.warp;
    const purpose = `oauth-tokens:${destination}`;
    const [row] = await database.query<{ tokens: Buffer }>('select tokens from oauth_connections where destination_id = $1', [destination]);
    const { refreshToken: _, ...tokens } = JSON.parse(keyRing.open(row!.tokens, purpose).toString()) as { refreshToken: string };
    await database.query('update oauth_connections set tokens = $2 where destination_id = $1', [destination, keyRing.seal(JSON.stringify(tokens), purpose)]);
    await world.age(destination);
    await world.track(['no-refresh']);
    await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    expect(await problemOf(destination)).toBe('The platform’s permission is over and cannot be renewed. Connect the account again; the events wait.');
  });

  it('stays connected when its owner connects again while it is being given up', async () => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.endGrants();
    const location = await world.agree(destination);
    world.provider.behave({ is: 'slow', ms: 400 });
    await world.track(['race']);
    await eventually(() => Promise.resolve(world.provider.requests.at(-1)!.body), (body) => body.includes('refresh_token'));
    expect((await world.owner.open(location)).status).toBe(200);
    await world.settled(destination, 1, 'delivered');
    expect(await world.shown(destination)).toMatchObject({ status: 'active', oauth: { problem: null } });
  });

  it('is not paused by a delivery that began under the account before', async () => {
    const destination = await world.connected();
    const before = await other.app.get(DestinationRuntimes, { strict: false }).load(destination);
    await world.connect(destination);
    const now = await other.app.get(DestinationRuntimes, { strict: false }).load(destination);
    const deliveries = other.app.get(DeliveryStore, { strict: false });
    await deliveries.pause(destination, 'A late verdict.', before!.changedAt);
    expect((await world.shown(destination)).status).toBe('active');
    await deliveries.pause(destination, 'A verdict of today.', now!.changedAt);
    expect(await world.shown(destination)).toMatchObject({ status: 'paused', status_reason: 'A verdict of today.' });
  });
});

describe('renewed tokens', () => {
  it('are stored although PostgreSQL dropped the connection while the vendor answered', async () => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.behave({ is: 'slow', ms: 500 });
    const renewal = fresh(other, destination);
    await eventually(
      () => world.warp.database.query("select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and query like '%oauth_connections%for update%'"),
      (rows) => rows.length === 1,
    );
    const token = await renewal;
    world.provider.behave();
    expect(world.provider.isValid(String(token))).toBe(true);
    expect(await fresh(world.warp.warp, destination)).toBe(token);
    // The stored refresh token is the newest: the vendor would end everything otherwise.
    await world.age(destination);
    expect(await refreshesWhile(() => fresh(other, destination))).toBe(1);
  });
});
