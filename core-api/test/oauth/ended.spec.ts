import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliveryStore } from '../../src/delivery/engine/delivery-store.js';
import { DestinationRuntimes } from '../../src/destinations/runtime/destination-runtime.js';
import type { RunningWarp } from '../../src/main.js';
import { eventually } from '../setup/running-warp.js';
import { freshSettings, type OAuthWorld, startOAuthWorld, startOther } from './oauth-world.js';

let world: OAuthWorld;
let other: RunningWarp;

beforeAll(async () => {
  world = await startOAuthWorld();
  other = await startOther(world);
});
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
const fresh = async (process: RunningWarp, destination: string): Promise<unknown> => (await freshSettings(process, destination))['access_token'];
const problemOf = async (destination: string): Promise<string | null> => (await world.shown(destination)).oauth!.problem;

describe('an answer of the log-in service that gets lost', () => {
  it('costs nothing at a vendor whose refresh tokens stay', async () => {
    world.provider.set({ rotates: false });
    const destination = await world.connected();
    await world.age(destination);
    world.provider.behave({ is: 'losing_answers' });
    await world.track(['lost-kept']);
    await world.settled(destination, 1, 'retrying');
    world.provider.behave();
    await world.hurry(destination);
    await world.settled(destination, 1, 'delivered');
  });

  it('costs the connection at a vendor that rotates them, but no event', async () => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.behave({ is: 'losing_answers' });
    await world.track(['lost-rotated']);
    await world.settled(destination, 1, 'retrying');
    world.provider.behave();
    await world.hurry(destination);
    await eventually(() => world.shown(destination), ({ status }) => status === 'paused');
    expect(world.provider.refused.at(-1)).toBe('invalid_grant: the refresh token came a second time');
    await world.connect(destination);
    await world.settled(destination, 1, 'delivered');
    expect(entered('lost-')).toEqual(['lost-kept', 'lost-rotated']);
  });
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
  it('are stored before the process ends that asked for them', async () => {
    const destination = await world.connected();
    await world.age(destination);
    const ending = await startOther(world);
    world.provider.behave({ is: 'slow', ms: 500 });
    const renewal = fresh(ending, destination);
    await eventually(() => Promise.resolve(world.provider.requests.at(-1)!.body), (body) => body.includes('refresh_token'));
    await ending.close();
    world.provider.behave();
    const stored = await fresh(other, destination);
    expect([stored, world.provider.isValid(String(stored))]).toEqual([await renewal, true]);
  });

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
    expect(world.provider.isValid(String(await fresh(other, destination)))).toBe(true);
  });
});
