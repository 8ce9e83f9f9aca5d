import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readMetrics } from '../setup/metrics.js';
import { eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';
import { problemOf, rawClient, type RawClient, statusOf, trackHead } from './slow-clients.js';

const MB = 1_000_000;

let warp: TestWarp;
let site: TestSite;
const clients: RawClient[] = [];
beforeAll(async () => {
  warp = await startTestWarp({
    WARP_HEAD_SECONDS: '2',
    WARP_BODY_SECONDS: '3',
    WARP_UNFINISHED_BODY_BYTES: String(8 * MB),
    WARP_CONNECTIONS_PER_ADDRESS: '5',
    // Only one of the loopback's addresses is a proxy here.
    WARP_TRUSTED_PROXIES: '127.0.0.1/32',
  });
  site = await warp.site();
});
afterAll(() => warp.stop());
afterEach(() => clients.splice(0).forEach((client) => client.close()));

const client = async (from?: string): Promise<RawClient> => {
  const made = await rawClient(warp.url, from);
  clients.push(made);
  return made;
};
const order = (id: string) => warp.track({ script_id: site.scriptId, event_type: 'purchase', event_id: id, event_data: { transaction_id: id, value: 10, currency: 'EUR' } });

describe('a client that is slow on purpose', () => {
  it('is closed when it says nothing, or not the whole head', async () => {
    const [silent, halfHead] = [await client(), await client()];
    halfHead.send('POST /api/track HTTP/1.1\r\nhost: x\r\nx-slow: ');
    expect(await halfHead.answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(problemOf(await halfHead.answer)).toMatchObject({ status: 408, code: 'request_timeout' });
    expect(statusOf(await silent.answer)).toBe(408);
  });

  it.each(['/api/track', '/api/auth/login', '/api/sites', '/nowhere', '/health/live'])('is answered 408 when its body for %s does not come', async (path) => {
    const slow = await client();
    slow.send(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"a":`);
    const answer = await slow.answer;
    // A route that needs no body has answered already; what counts is that the connection ends.
    expect(['/nowhere', '/health/live'].includes(path) ? [404, 405, 408] : [408]).toContain(statusOf(answer));
    expect(answer).toContain('application/problem+json');
  });

  it('drips its body byte by byte and is answered 408 all the same', async () => {
    const drip = await client();
    drip.send(trackHead(1_000));
    const timer = setInterval(() => drip.send('{'), 50);
    expect(statusOf(await drip.answer)).toBe(408);
    clearInterval(timer);
  });
});

describe('bodies that are never finished', () => {
  it('hold no more memory than they may, the oldest going first, while orders are taken', async () => {
    const half = 'x'.repeat(0.9 * MB);
    const slow: RawClient[] = [];
    for (let n = 0; n < 40; n++) {
      const one = await client();
      one.send(trackHead(MB) + half);
      slow.push(one);
    }
    const orders = await Promise.all(['o-1', 'o-2', 'o-3'].map(order));
    expect(orders.map(({ status }) => status)).toEqual([202, 202, 202]);
    const answers = await Promise.all(slow.slice(0, 30).map(({ answer }) => answer));
    expect(new Set(answers.map(statusOf))).toEqual(new Set([408]));
    expect(await metric('unfinished_body')).toBeGreaterThanOrEqual(30);
  });

  it('hold no more in chunks of one byte', async () => {
    const dust = await client();
    dust.send('POST /api/track HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n');
    for (let n = 0; n < 30; n++) dust.send('1\r\nx\r\n'.repeat(1_000));
    expect(statusOf(await dust.answer)).toBe(408);
  });
});

describe('one address', () => {
  /** No proxy. */
  const DIRECT = '127.0.0.9';
  const ask = (one: RawClient): void => one.send('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');

  it('has as many connections as it may, and gets new ones when it closes some', async () => {
    const held = await Promise.all(Array.from({ length: 5 }, () => client(DIRECT)));
    // All five are accepted before the sixth comes.
    held.forEach(ask);
    await eventually(async () => held.every(({ socket }) => socket.bytesRead > 0), (all) => all);
    expect(await (await client(DIRECT)).answer).toBe('');
    expect(await metric('connections_per_address')).toBeGreaterThanOrEqual(1);
    held[0]!.close();
    const again = await eventually(async () => {
      const one = await client(DIRECT);
      ask(one);
      await Promise.race([once(one.socket, 'data'), one.answer]);
      return one.socket.bytesRead;
    }, (bytes) => bytes > 0);
    expect(again).toBeGreaterThan(0);
  });

  it('is not what counts behind a trusted proxy: it is the client that the proxy names', async () => {
    const behind = (address: string) => `x-forwarded-for: ${address}\r\n`;
    const held: RawClient[] = [];
    for (let n = 0; n < 5; n++) {
      const one = await client();
      one.send(`${trackHead(100, behind(`203.0.113.7:${49_000 + n}`))}{`);
      held.push(one);
    }
    const excess = await client();
    excess.send(`${trackHead(100, behind('203.0.113.7'))}{`);
    expect(problemOf(await excess.answer)).toMatchObject({ status: 429, code: 'too_many_connections' });
    // The neighbour behind the same proxy, and the proxy's own requests, go on.
    for (const address of ['198.51.100.1', '2001:db8::1'])
      expect((await fetch(`${warp.url}/health/live`, { headers: { 'x-forwarded-for': address } })).status).toBe(200);
    expect((await order('o-4')).status).toBe(202);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['rubbish', 'rubbish\r\n\r\n', 400],
    ['two lengths', 'POST /api/track HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['length and chunks', 'POST /api/track HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ])('is answered as a problem: %s', async (_, text, status) => {
    const one = await client();
    one.send(text);
    const answer = await one.answer;
    expect(statusOf(answer)).toBe(status);
    expect(problemOf(answer)).toMatchObject({ status, code: expect.any(String) });
  });
});

async function metric(limit: string): Promise<number> {
  return Number(new RegExp(`^warp_connections_refused_total\\{limit="${limit}"\\} (\\d+)`, 'm').exec(await readMetrics(warp.url))?.[1] ?? 0);
}
