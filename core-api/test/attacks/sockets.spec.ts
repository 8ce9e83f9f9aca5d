import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { LiveGateway } from '../../src/live/live.gateway.js';
import { ADMIN_PASSWORD } from '../api/connected-site.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { hashPassword } from '../../src/identity/passwords.js';

/** An id that no site has. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';
const OF_PERSON = 4;
const OF_ADDRESS = 6;

let warp: TestWarp;
let site: TestSite;
let admin: string;
let other: string;
const sockets: Socket[] = [];

beforeAll(async () => {
  warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD, WARP_SOCKETS_PER_PERSON: String(OF_PERSON), WARP_SOCKETS_PER_ADDRESS: String(OF_ADDRESS) });
  site = await warp.site();
  await warp.database.query("insert into users (agency_id, email, name, role, password_hash) values ($1, 'other@example.org', 'Other', 'agency_admin', $2)", [site.agencyId, await hashPassword(ADMIN_PASSWORD)]);
  [admin, other] = [await tokenOf('admin@warp.local'), await tokenOf('other@example.org')];
});
afterAll(() => warp.stop());
afterEach(async () => {
  sockets.splice(0).forEach((socket) => socket.close());
  await eventually(async () => connected(), (count) => count === 0);
});

async function tokenOf(email: string): Promise<string> {
  const answer = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: ADMIN_PASSWORD }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Behind the loopback as a proxy, from an address of one's own. */
const connect = (token: string, from: string): Socket => {
  const socket = io(warp.url, { auth: { token }, reconnection: false, forceNew: true, transports: ['websocket'], extraHeaders: { 'x-forwarded-for': from } });
  sockets.push(socket);
  return socket;
};

const outcomeOf = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error) => resolve(error.message));
  });

/** How often something is kept for a viewer or a connection in the gateway. */
interface Inside {
  readonly viewers: ReadonlyMap<string, { readonly socket: { listenerCount(event: string): number } }>;
}
const inside = (): Inside => warp.warp.app.get<unknown>(LiveGateway, { strict: false }) as Inside;
const connected = (): number => sockets.filter((socket) => socket.connected).length;

describe('live connections', () => {
  it('are as many of one person as may be, from wherever, and others go on', async () => {
    const mine = Array.from({ length: OF_PERSON }, (_, n) => connect(admin, `203.0.113.${n}`));
    expect(await Promise.all(mine.map(outcomeOf))).toEqual(mine.map(() => 'connected'));
    expect(await outcomeOf(connect(admin, '203.0.113.99'))).toMatch(/Too many live connections of this person/);
    expect(await outcomeOf(connect(other, '203.0.113.1'))).toBe('connected');
    mine[0]!.close();
    const again = await eventually(() => outcomeOf(connect(admin, '203.0.113.98')), (outcome) => outcome === 'connected');
    expect(again).toBe('connected');
  });

  it('are as many of one address as may be, also without a valid token, in every spelling of it', async () => {
    const spellings = ['198.51.100.7', '198.51.100.7:4000', '::ffff:198.51.100.7', '::ffff:c633:6407', '[::ffff:198.51.100.7]:80', '198.51.100.7:4001'];
    // Without a token a connection lives until its time for one is over.
    const silent = spellings.map((from) => new SilentConnection(from));
    await Promise.all(silent.map(({ opened }) => opened));
    expect(await outcomeOf(connect(admin, '198.51.100.7'))).toMatch(/websocket error|xhr/);
    expect(await outcomeOf(connect(admin, '198.51.100.8'))).toBe('connected');
    silent.forEach((one) => one.close());
    expect(await eventually(() => outcomeOf(connect(other, '198.51.100.7')), (outcome) => outcome === 'connected')).toBe('connected');
  });

  it('leave nothing behind, however often they subscribe', async () => {
    const socket = connect(admin, '203.0.113.1');
    await outcomeOf(socket);
    for (let n = 0; n < 15; n++) expect(await socket.emitWithAck('subscribe', { sites: [site.id] })).toMatchObject({ ok: true });
    const { viewers } = inside();
    const listeners = [...viewers.values()][0]!.socket.listenerCount('disconnect');
    await socket.emitWithAck('subscribe', { sites: [site.id] });
    expect([...viewers.values()][0]!.socket.listenerCount('disconnect')).toBe(listeners);
    expect(viewers.size).toBe(1);
    socket.close();
    expect(await eventually(async () => viewers.size, (size) => size === 0)).toBe(0);
  });

  it('leave nothing behind when they end while they subscribe', async () => {
    for (let n = 0; n < 5; n++) {
      const socket = connect(admin, '203.0.113.1');
      await outcomeOf(socket);
      socket.emit('subscribe', { sites: [site.id] });
      await new Promise((resolve) => setTimeout(resolve, n));
      socket.close();
      await eventually(async () => outcomeOf(connect(other, '203.0.113.2')), () => true);
      sockets.pop()!.close();
    }
    expect(await eventually(async () => inside().viewers.size, (size) => size === 0)).toBe(0);
  });

  it('are refused subscriptions that come too fast, and ended when they go on', async () => {
    const socket = connect(admin, '203.0.113.1');
    await outcomeOf(socket);
    const answers = await Promise.all(Array.from({ length: 40 }, () => socket.emitWithAck('subscribe', { sites: [site.id] }) as Promise<{ ok: boolean; error?: string }>));
    expect(answers.filter(({ ok }) => ok).length).toBe(20);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ ok: false, error: 'too_many_subscriptions' });
    const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    for (let n = 0; n < 100; n++) socket.emit('subscribe', {});
    expect(await ended).toBe('io server disconnect');
  });

  it.each([
    ['nothing', []],
    ['null', [null]],
    ['a text', ['x'.repeat(1_000)]],
    ['deep lists', [{ sites: [[[[[]]]]], event_types: { a: 1 } }]],
    ['NUL and half pairs', [{ sites: ['\0', '\ud800', NOBODYS], countries: ['\0'] }]],
    ['ids that are none', [{ sites: ['-'.repeat(36), 'f'.repeat(36), '__proto__'] }]],
    ['many', [{ sites: Array.from({ length: 2_500 }, (_, n) => String(n)), companies: Array.from({ length: 5_000 }, (_, n) => `c${n}`) }]],
  ])('answer a subscription to %s, and the process goes on', async (_, message) => {
    const socket = connect(admin, '203.0.113.1');
    await outcomeOf(socket);
    expect(await socket.timeout(5_000).emitWithAck('subscribe', ...message)).toMatchObject({ ok: true, sites: [] });
    expect((await fetch(`${warp.url}/health/live`)).status).toBe(200);
  });

  it('are ended when a message is larger than any subscription', async () => {
    const socket = connect(admin, '203.0.113.1');
    await outcomeOf(socket);
    const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    socket.emit('subscribe', { sites: ['x'.repeat(200_000)] });
    expect(await ended).toMatch(/transport/);
  });
});

/** A connection of the transport alone, that never says who it is. */
class SilentConnection {
  private readonly socket: Socket;
  readonly opened: Promise<void>;

  constructor(from: string) {
    this.socket = io(warp.url, { autoConnect: false, reconnection: false, forceNew: true, transports: ['websocket'], extraHeaders: { 'x-forwarded-for': from } });
    const { engine } = this.socket.io.open() as unknown as { engine: { once(event: string, then: () => void): void } };
    this.opened = new Promise((resolve) => engine.once('open', resolve));
  }

  close(): void {
    this.socket.io.engine.close();
  }
}
