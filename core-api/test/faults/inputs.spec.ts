import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { MESSAGE_FIELD } from '../../src/collect/log-message.js';
import { KEYS } from '../../src/redis/keys.js';
import { BROWSER, eventually } from '../setup/running-warp.js';
import { FaultWorld } from './fault-world.js';
import { Sender } from './sender.js';

let world: FaultWorld;
let url: string;
const accepted: string[] = [];

beforeAll(async () => {
  world = await FaultWorld.start();
  ({ url } = await world.start('collect,process'));
});
afterAll(() => world.stop(), 60_000);

async function send(options: { duplicates?: number; clockOffMs?: number }, ms: number): Promise<void> {
  const sender = new Sender({ url, requestsPerSecond: 60, ...options });
  await sleep(ms);
  await sender.finish();
  accepted.push(...sender.accepted);
}

describe('what clients do wrong', () => {
  it('counts events once that are sent twice', async () => {
    await send({ duplicates: 0.05 }, 2_000);
    await world.expectStoredOnce(accepted);
  });

  it.each([
    ['a day slow', -86_400_000],
    ['a day fast', 86_400_000],
  ])('stores events of a clock %s at the time they happened', async (_, clockOffMs) => {
    const begun = Date.now();
    await send({ clockOffMs }, 1_000);
    await world.expectStoredOnce(accepted);
    const [row] = await world.database.query<{ early: number; late: number }>(
      `select count(*) filter (where timestamp < $1::timestamptz - interval '1 second')::int as early, count(*) filter (where timestamp > now())::int as late
       from events where created_at >= $1`,
      [new Date(begun)],
    );
    expect(row).toEqual({ early: 0, late: 0 });
  });

  it('puts a poisoned entry aside with its reason, and stores what is beside it', async () => {
    const redis = new Redis(world.redisUrl);
    const [site] = await world.database.query<{ id: string }>('select id from sites');
    const entry = (event: object) => JSON.stringify({ kind: 'event', site: site!.id, receivedAt: Date.now(), at: Date.now(), via: 'script', ip: null, ua: BROWSER['user-agent'], hints: { 'accept-language': 'en' }, event });
    const poison = [
      'not JSON at all',
      '{"kind":"event"}',
      // A type the database refuses, past every check of the collector.
      entry({ event_id: 'poisoned', event_type: 'page_view', visitor_id: 'p', session_id: 'p', consent: {}, event_data: { engagement_time_msec: 1e300 } }),
      entry({ event_id: 'poisoned-2', event_type: 'purchase', visitor_id: 'p', session_id: 'p', consent: {}, user_id: 'x'.repeat(300) }),
    ];
    const good = entry({ event_id: 'beside-poison', event_type: 'page_view', visitor_id: 'q', session_id: 'q', consent: {} });
    await redis.xadd(KEYS.log(0), '*', MESSAGE_FIELD, [poison[0], good, ...poison.slice(1)].join('\n'));
    await send({}, 1_000);
    const stored = () => world.database.query<{ event_id: string }>("select event_id from events where event_id like '%poison%' order by 1");
    await eventually(stored, (rows) => rows.some(({ event_id }) => event_id === 'beside-poison'));
    const kept = await eventually(() => world.database.query<{ reason: string; attempts: number }>('select reason, attempts from quarantine'), (rows) => rows.length >= 3);
    expect(kept.every(({ reason }) => reason.length > 0)).toBe(true);
    expect(kept.some(({ attempts }) => attempts === 3)).toBe(true);
    accepted.push(...(await stored()).map(({ event_id }) => event_id));
    expect((await stored()).map(({ event_id }) => event_id)).not.toContain('poisoned-2');
    await world.expectStoredOnce(accepted);
    await redis.quit();
  });
});
