import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BROWSER, eventually, startTestWarp, type TestSite, type TestWarp } from '../setup/running-warp.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HINTS = { 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin', 'accept-language': 'de-DE' };

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp({ WARP_ROLES: 'collect,process', WARP_IP_EVENTS_PER_MINUTE: '120' });
});
afterAll(() => warp.stop());

/** Sends as a site's own proxy does: the headers that name one visitor are left out and stand for empty lines. */
async function sendSigned(site: TestSite, events: readonly object[], sentAt = Date.now()): Promise<Response> {
  const body = JSON.stringify({ script_id: site.scriptId, sent_at: sentAt, events });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', site.secret).update(`${timestamp}\n\n\n${body}`).digest('hex');
  return fetch(`${warp.url}/api/track`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'WordPress/7.1', 'x-warp-timestamp': timestamp, 'x-warp-signature': signature },
    body,
  });
}

const clientOf = (address: string, more: object = {}) => ({
  remote_addr: address,
  user_agent: BROWSER['user-agent'],
  received_at: Date.now(),
  hints: HINTS,
  ...more,
});

interface StoredEvent {
  readonly event_id: string;
  readonly visitor_id: string;
  readonly session_id: string;
  readonly ip_address: string;
  readonly consent: object;
  readonly bot_score: number;
  readonly bot_reasons: string[];
  readonly timestamp: Date;
  readonly created_at: Date;
}

const stored = (site: TestSite, count: number): Promise<StoredEvent[]> =>
  eventually(
    () => warp.database.query<StoredEvent & Record<string, unknown>>('select * from events where site_id = $1 order by event_id', [site.id]),
    (rows) => rows.length >= count,
  );

const drops = (site: TestSite): Promise<object[]> =>
  eventually(
    () => warp.database.query('select reason, events from drops where site_id = $1 order by reason', [site.id]),
    (rows) => rows.length > 0,
  );

describe('a signed batch of several visitors', () => {
  it('of a hundred, of nearly 1 MB, keeps everybody’s own address, id, session and consent', async () => {
    const site = await warp.site();
    const ids = Array.from({ length: 100 }, (_, n) => String(n).padStart(3, '0'));
    const events = ids.map((id, n) => ({
      event_type: 'page_view',
      event_id: `e${id}`,
      visitor_id: `visitor-${id}`,
      session_id: `session-${id}`,
      page_url: `https://shop.example/${id}`,
      consent: { analytics: true, marketing: n % 2 === 0 },
      event_data: { text: 'x'.repeat(9_800) },
      client: clientOf(`198.51.100.${n}`),
    }));
    const answer = await sendSigned(site, events);
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 100, rejected: [] }]);
    const rows = await stored(site, 100);
    expect(rows.map(({ visitor_id, session_id }) => [visitor_id, session_id])).toEqual(ids.map((id) => [`visitor-${id}`, `session-${id}`]));
    // Stored without its last byte.
    expect(new Set(rows.map(({ ip_address }) => ip_address))).toEqual(new Set(['198.51.100.0']));
    expect(rows.map(({ consent }) => consent)).toEqual(ids.map((_, n) => ({ analytics: true, marketing: n % 2 === 0 })));
    expect(rows.every(({ bot_score }) => bot_score === 0)).toBe(true);
  });

  it('judges each visitor’s browser by what the proxy saw of it, and the server’s own orders not at all', async () => {
    const site = await warp.site();
    const event = (id: string, client?: object) => ({ event_type: 'page_view', event_id: id, ...(client && { client }) });
    await sendSigned(site, [
      event('1-person', clientOf('198.51.100.1')),
      event('2-program', clientOf('198.51.100.2', { hints: {} })),
      event('3-proxy without hints', clientOf('198.51.100.3', { hints: undefined })),
      event('4-robot', clientOf('198.51.100.4', { user_agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' })),
      event('5-nameless', clientOf('198.51.100.5', { user_agent: undefined })),
      event('6-order'),
    ]);
    const rows = await stored(site, 6);
    expect(rows.map(({ bot_score, bot_reasons }) => [bot_score, bot_reasons])).toEqual([
      [0, []],
      [30, ['no_browser_hints']],
      [0, []],
      [100, ['user_agent']],
      [60, ['no_user_agent']],
      [0, []],
    ]);
  });

  it('honours what each visitor’s browser asks for, not what the server’s does', async () => {
    const site = await warp.site({ config: { respect_dnt: true } });
    const consent = { analytics: true, marketing: true };
    const event = (id: string, hints: object) => ({ event_type: 'page_view', event_id: id, consent, client: clientOf('198.51.100.1', { hints }) });
    const answer = await sendSigned(site, [event('gpc', { ...HINTS, 'sec-gpc': '1' }), event('dnt', { ...HINTS, dnt: '1' }), event('neither', HINTS)]);
    expect(answer.headers.get('x-warp-dropped')).toBe('1');
    const rows = await stored(site, 2);
    expect(rows.map(({ event_id, consent: kept }) => [event_id, kept])).toEqual([
      ['gpc', { analytics: true, marketing: false }],
      ['neither', { analytics: true, marketing: true }],
    ]);
    expect(await drops(site)).toEqual([{ reason: 'opted_out', events: 1 }]);
  });

  it('forgets the cookie’s id where the visitor refused analytics', async () => {
    const site = await warp.site({ config: { consent: { without_analytics: 'cookieless' } } });
    await sendSigned(site, [{ event_type: 'page_view', event_id: 'a', visitor_id: 'cookie', consent: { analytics: false }, client: clientOf('198.51.100.1') }]);
    expect((await stored(site, 1))[0]!.visitor_id).toMatch(/^c-[0-9a-f]{32}$/);
  });
});

describe('an event that waited at the proxy', () => {
  it('for an hour keeps the time it came in and the time it happened', async () => {
    const site = await warp.site();
    const receivedAt = Date.now() - HOUR;
    await sendSigned(site, [
      { event_type: 'a', event_id: 'a', timestamp: receivedAt - 5_000, sent_at: receivedAt - 100, client: clientOf('198.51.100.1', { received_at: receivedAt }) },
      // Its browser's clock is a day fast.
      { event_type: 'a', event_id: 'b', timestamp: receivedAt - 5_000 + DAY, sent_at: receivedAt + DAY, client: clientOf('198.51.100.2', { received_at: receivedAt }) },
      { event_type: 'a', event_id: 'c', client: clientOf('198.51.100.3', { received_at: receivedAt }) },
    ]);
    const rows = await stored(site, 3);
    expect(rows.map(({ created_at, timestamp }) => [created_at.getTime(), timestamp.getTime()])).toEqual([
      [receivedAt, receivedAt - 5_000],
      [receivedAt, receivedAt - 5_000],
      [receivedAt, receivedAt],
    ]);
  });

  it('is dated by our clock where the proxy’s is wrong', async () => {
    const site = await warp.site();
    const now = Date.now();
    await sendSigned(site, [{ event_type: 'a', event_id: 'a', client: clientOf('198.51.100.1', { received_at: now - 3 * DAY - HOUR }) }], now - 3 * DAY);
    const [row] = await stored(site, 1);
    expect(Math.abs(row!.created_at.getTime() - (now - HOUR))).toBeLessThan(5_000);
    expect(row!.timestamp).toEqual(row!.created_at);
  });

  it.each([
    ['longer than a week', () => Date.now() - 7 * DAY - HOUR, undefined, 'timestamp_out_of_range', /7 days/],
    ['into the future', () => Date.now() + HOUR, undefined, 'timestamp_out_of_range', /10 minutes/],
    ['and happened a week before it came in', () => Date.now() - HOUR, () => Date.now() - 7 * DAY - 2 * HOUR, 'timestamp_out_of_range', /7 days/],
    // Seconds instead of milliseconds: 1970.
    ['since 1970', () => Math.floor(Date.now() / 1000), undefined, 'timestamp_out_of_range', /7 days/],
  ])('%s is refused by its rule', async (_, receivedAt, timestamp, code, sentence) => {
    const site = await warp.site();
    const event = { event_type: 'a', client: clientOf('198.51.100.1', { received_at: receivedAt() }), ...(timestamp && { timestamp: timestamp() }) };
    const answer = await sendSigned(site, [event, { event_type: 'good' }]);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [{ index: 0, code, message: expect.stringMatching(sentence) }] });
  });

  it('since nobody can read when is received when it comes in, and says so', async () => {
    const site = await warp.site();
    const answer = await sendSigned(site, [{ event_type: 'a', client: clientOf('198.51.100.1', { received_at: 'lately' }) }]);
    expect(await answer.json()).toEqual({ accepted: 1, rejected: [] });
    const [row] = await stored(site, 1);
    expect(Date.now() - row!.created_at.getTime()).toBeLessThan(60_000);
    expect(await warp.database.query('select issues from events where site_id = $1', [site.id])).toEqual([{ issues: [{ field: 'client.received_at', rule: 'not_a_time' }] }]);
  });
});

/** The limits begin anew with each minute. */
const earlyInAMinute = async (): Promise<void> => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left));
};

describe('the limit of an address', () => {
  it('is the visitor’s own behind a proxy, and what is beyond it is counted, not refused', async () => {
    const site = await warp.site();
    const flood = (n: number) => Array.from({ length: n }, () => ({ event_type: 'a', client: clientOf('198.51.100.66') }));
    await earlyInAMinute();
    await sendSigned(site, flood(100));
    const answer = await sendSigned(site, [...flood(60), { event_type: 'a', client: clientOf('198.51.100.7') }]);
    // 120 a minute: 20 of the 60 are let in.
    expect([answer.status, await answer.json()]).toEqual([202, { accepted: 21, rejected: [] }]);
    expect(answer.headers.get('x-warp-dropped')).toBe('40');
    expect(await drops(site)).toEqual([{ reason: 'rate_limited', events: 40 }]);
  });
});
