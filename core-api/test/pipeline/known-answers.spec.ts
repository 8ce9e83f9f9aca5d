import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BENCH_ORIGIN, BENCH_SCRIPT_ID } from '../../bench/warp-process.js';
import { FaultWorld, type RoleProcess } from '../faults/fault-world.js';
import { BROWSER, eventually } from '../setup/running-warp.js';

/** A million takes about three minutes: `WARP_KNOWN_ANSWERS=1000000`. */
const EVENTS = Number(process.env['WARP_KNOWN_ANSWERS'] ?? 60_000);
const EVENTS_PER_REQUEST = 100;
const REQUESTS_AT_ONCE = 6;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ADMIN = { email: 'admin@warp.local', password: 'known answers' };

interface Step {
  /** After the visit's begin. */
  readonly at: number;
  readonly type: string;
  readonly path?: string;
  readonly referrer?: string;
  readonly data?: object;
}

/** A kind of visit, and beside it what a person counts in it by hand. */
interface Kind {
  readonly steps: readonly Step[];
  readonly ua?: string;
  readonly answer: {
    readonly channel: string;
    readonly pageViews: number;
    readonly bounces: number;
    readonly conversions: number;
    readonly transactions: number;
    /** In cents. */
    readonly revenue: number;
    /** ms. */
    readonly duration: number;
    readonly isBot?: true;
  };
}

const NOTHING = { conversions: 0, transactions: 0, revenue: 0, bounces: 0 };

const KINDS: readonly Kind[] = [
  { steps: [{ at: 0, type: 'page_view', path: '/' }], answer: { ...NOTHING, channel: 'direct', pageViews: 1, bounces: 1, duration: 0 } },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/', referrer: 'https://www.google.com/' },
      { at: MINUTE, type: 'page_view', path: '/shirts' },
      { at: 3 * MINUTE, type: 'page_view', path: '/about' },
    ],
    answer: { ...NOTHING, channel: 'organic', pageViews: 3, duration: 3 * MINUTE },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/shirts?gclid=abc' },
      { at: 20 * SECOND, type: 'page_view', path: '/shirts/1' },
      { at: 30 * SECOND, type: 'add_to_cart', path: '/shirts/1', data: { value: 49.9, currency: 'EUR' } },
    ],
    answer: { ...NOTHING, channel: 'paid', pageViews: 2, duration: 30 * SECOND },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/?utm_source=news&utm_medium=email&utm_campaign=may' },
      { at: MINUTE, type: 'page_view', path: '/shirts' },
      { at: 2 * MINUTE, type: 'page_view', path: '/checkout' },
      { at: 29 * MINUTE, type: 'page_view', path: '/thanks' },
      { at: 29 * MINUTE, type: 'purchase', path: '/thanks', data: { value: 49.9, currency: 'EUR', transaction_id: 'T' } },
    ],
    answer: { channel: 'email', pageViews: 4, bounces: 0, conversions: 1, transactions: 1, revenue: 4_990, duration: 29 * MINUTE },
  },
  {
    steps: [{ at: 0, type: 'page_view', path: '/', referrer: 'https://www.facebook.com/', data: { engagement_time_msec: 15_000 } }],
    answer: { ...NOTHING, channel: 'social', pageViews: 1, duration: 0 },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/', referrer: 'https://blog.example/post' },
      { at: 5 * SECOND, type: 'page_view', path: '/about' },
    ],
    answer: { ...NOTHING, channel: 'referral', pageViews: 2, duration: 5 * SECOND },
  },
  {
    steps: [{ at: 0, type: 'page_view', path: '/shirts/1', referrer: 'https://chatgpt.com/' }],
    answer: { ...NOTHING, channel: 'ai', pageViews: 1, bounces: 1, duration: 0 },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/' },
      { at: SECOND, type: 'page_view', path: '/shirts' },
    ],
    ua: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    answer: { ...NOTHING, channel: 'direct', pageViews: 2, duration: SECOND, isBot: true },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/shirts' },
      { at: MINUTE, type: 'page_view', path: '/thanks' },
      { at: MINUTE, type: 'purchase', path: '/thanks', data: { value: 20.05, currency: 'EUR', transaction_id: 'T' } },
      { at: 2 * MINUTE, type: 'refund', data: { value: 10.01, currency: 'EUR', transaction_id: 'T' } },
    ],
    answer: { channel: 'direct', pageViews: 2, bounces: 0, conversions: 1, transactions: 1, revenue: 1_004, duration: 2 * MINUTE },
  },
  {
    steps: [
      { at: 0, type: 'page_view', path: '/join?utm_source=flyer&utm_campaign=door' },
      { at: 4 * SECOND, type: 'sign_up', path: '/join' },
    ],
    answer: { ...NOTHING, channel: 'campaign', pageViews: 1, conversions: 1, duration: 4 * SECOND },
  },
];

const VISITS = Math.ceil(EVENTS / KINDS.flatMap(({ steps }) => steps).length) * KINDS.length;
const EACH = VISITS / KINDS.length;

/** Six days ago: what is older than seven is refused. */
const BEGIN = Math.floor(Date.now() / HOUR) * HOUR - 6 * 24 * HOUR;

/**
 * Visits of all kinds in turn. Each visitor comes twice, two hours apart. Half of the visits name their session, the others
 * leave it to the pipeline to tell where one ends. One in twenty is sent a second time, a little later.
 */
function* requests(ofBots: boolean): Generator<readonly object[]> {
  let batch: object[] = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const kind = KINDS[visit % KINDS.length]!;
    if ((kind.answer.isBot === true) !== ofBots) continue;
    const events = eventsOf(kind, visit);
    batch.push(...events, ...(visit % 20 === 0 ? events : []));
    if (batch.length < EVENTS_PER_REQUEST - 12) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function eventsOf({ steps }: Kind, visit: number): readonly object[] {
  const round = Math.floor(visit / KINDS.length);
  const visitor = `visitor-${Math.floor(round / 2)}-${visit % KINDS.length}`;
  const begun = BEGIN + (Math.floor(round / 2) % 120) * HOUR + (round % 2) * 2 * HOUR;
  return steps.map(({ at, type, path, referrer, data }, step) => ({
    event_id: `known-${visit}-${step}`,
    event_type: type,
    timestamp: begun + at,
    visitor_id: visitor,
    ...(visit % 4 < 2 ? { session_id: `session-${visit}` } : {}),
    ...(path === undefined ? {} : { page_url: `https://shop.example${path}` }),
    ...(referrer === undefined ? {} : { referrer }),
    ...(data === undefined ? {} : { event_data: data }),
  }));
}

let world: FaultWorld;
let collect: RoleProcess;
let serve: RoleProcess;

beforeAll(async () => {
  world = await FaultWorld.start();
  collect = await world.start('collect');
  await world.start('process');
  serve = await world.start('serve', { WARP_ADMIN_EMAIL: ADMIN.email, WARP_ADMIN_PASSWORD: ADMIN.password });
});
afterAll(() => world.stop(), 60_000);

async function send(events: readonly object[], userAgent: string): Promise<void> {
  const answer = await fetch(`${collect.url}/api/track`, {
    method: 'POST',
    headers: { ...BROWSER, 'user-agent': userAgent, 'content-type': 'text/plain', origin: BENCH_ORIGIN },
    body: JSON.stringify({ script_id: BENCH_SCRIPT_ID, sent_at: Date.now(), events }),
  });
  expect(await answer.json()).toEqual({ accepted: events.length, rejected: [] });
}

async function sendAll(bodies: Iterator<readonly object[]>, userAgent: string): Promise<void> {
  const backlog = (): Promise<{ n: number }[]> => world.database.query<{ n: number }>('select count(*)::int as n from event_ids');
  let sent = 0;
  const one = async (): Promise<void> => {
    for (let next = bodies.next(); next.done !== true; next = bodies.next()) {
      await send(next.value, userAgent);
      sent += next.value.length;
      // The log is in Redis's memory: a million at once would ask for a gigabyte.
      while (sent - (await backlog())[0]!.n > 150_000) await sleep(500);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, one));
}

/** Sum over the kinds of visit, each of which came equally often. */
const sum = (of: (answer: Kind['answer'], kind: Kind) => number, bots = false): number =>
  EACH * KINDS.filter(({ answer }) => (answer.isBot === true) === bots).reduce((total, kind) => total + of(kind.answer, kind), 0);

describe('known visits', () => {
  it(`come out of the pipeline as they went in (${EVENTS} events)`, async () => {
    for (const bots of [false, true]) await sendAll(requests(bots), bots ? KINDS.find(({ ua }) => ua !== undefined)!.ua! : BROWSER['user-agent']);
    const total = sum((_, { steps }) => steps.length) + sum((_, { steps }) => steps.length, true);
    await eventually(() => world.database.query<{ n: number }>('select count(*)::int as n from events'), ([row]) => row!.n >= total, 120_000);

    const login = await fetch(`${serve.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) });
    const { access_token } = (await login.json()) as { access_token: string };
    const [site] = await world.database.query<{ id: string }>('select id from sites');
    const range = `from=${new Date(BEGIN).toISOString()}&to=${new Date(Date.now() + HOUR).toISOString()}&timezone=UTC`;
    const answer = await fetch(`${serve.url}/api/analytics/sites/${site!.id}?${range}`, { headers: { authorization: `Bearer ${access_token}` } });
    const { metrics, channels } = (await answer.json()) as { metrics: Record<string, number>; channels: { channel: string; sessions: number }[] };

    const sessions = sum(() => 1);
    expect(metrics).toMatchObject({
      events: sum((_, { steps }) => steps.length),
      sessions,
      page_views: sum(({ pageViews }) => pageViews),
      conversions: sum(({ conversions }) => conversions),
      transactions: sum(({ transactions }) => transactions),
      revenue: sum(({ revenue }) => revenue) / 100,
      // Each visitor came twice.
      visitors: Math.ceil(EACH / 2) * KINDS.filter(({ answer: { isBot } }) => !isBot).length,
    });
    expect(metrics['bounce_rate']).toBeCloseTo(sum(({ bounces }) => bounces) / sessions, 10);
    expect(metrics['avg_session_duration']).toBeCloseTo(sum(({ duration }) => duration) / sessions / SECOND, 6);
    const expected: Record<string, number> = {};
    for (const { answer: { channel, isBot } } of KINDS) if (!isBot) expected[channel] = (expected[channel] ?? 0) + EACH;
    expect(Object.fromEntries(channels.map(({ channel, sessions: count }) => [channel, count]))).toEqual(expected);
    const [bots] = await world.database.query<{ events: number }>("select sum(events)::int as events from rollups where dimension = 'bot' and value = 'total'");
    expect(bots!.events).toBe(sum((_, { steps }) => steps.length, true));
  }, 1_800_000);
});
