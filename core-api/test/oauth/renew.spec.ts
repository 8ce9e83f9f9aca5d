import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '@warp/plugin-sdk/testing';
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
    expect((await freshSettings(other, destination))['instance_url']).toBe(`${world.ledger.url}/`);
    world.provider.set({ extra: {} });
    await world.age(destination);
    expect((await freshSettings(other, destination))['instance_url']).toBe(`${world.ledger.url}/`);
    world.provider.set({ extra: { instance_url: world.ledger.url } });
  });

  it('is renewed for “Test connection” too', async () => {
    const destination = await world.connected();
    await world.age(destination);
    world.provider.endAccessTokens();
    const test = () => world.owner.api('POST', `/api/sites/${world.site.id}/destinations/${destination}/test`, { send: true });
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
  });
});
