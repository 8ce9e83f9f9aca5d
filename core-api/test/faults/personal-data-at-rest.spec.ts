import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { BENCH_SCRIPT_ID } from '../../bench/warp-process.js';
import { BROWSER, eventually } from '../setup/running-warp.js';
import { type Hook, startHook } from '../stand-ins/hook.js';
import { FaultWorld, type RoleProcess } from './fault-world.js';

/** What a shop's visitors leave, each recognisable wherever it turns up. */
const USER = {
  email: 'mark-mail@persons.example',
  phone: '+49 176 90000017',
  first_name: 'Markfirstname',
  last_name: 'Marklastname',
  street: 'Markstreet 17',
  city: 'Marktown',
  state: 'Markstate',
  zip: 'M4RKZ1P',
  gender: 'markgender',
  date_of_birth: '1917-03-17',
};
const ADDRESS = '203.0.113.177';
const MARKS = [
  ...Object.values(USER),
  ADDRESS,
  '+4917690000017',
  '17690000017',
  'mark-query@persons.example',
  'mark-query%40persons.example',
  'mark-referrer@persons.example',
  'mark-title@persons.example',
  'mark-data@persons.example',
  'mark-user-id@persons.example',
  'mark-login@persons.example',
  'marksecrettoken17',
  'wc_order_Mark17Mark17',
];

/** In a page's path, where it may be found: the search sees what is there. */
const CONTROL = 'control-of-the-search';

let world: FaultWorld;
let hook: Hook;
let collect: RoleProcess;
let rest: RoleProcess;
let sent = 0;

beforeAll(async () => {
  world = await FaultWorld.start();
  hook = await startHook();
  hook.behave({ is: 'answering', status: 400 });
  await world.connectHook(`${hook.url}/hook`);
  // What no check of the collector knows of.
  await world.database.query("alter table events add constraint refused check (event_type <> 'refused')");
  collect = await world.start('collect', { WARP_LOG_LEVEL: 'trace' });
});
afterAll(async () => {
  await world.stop();
  await hook.stop();
});

async function visit(): Promise<void> {
  const page = {
    page_url: `https://ada:marksecrettoken17@shop.example/${CONTROL}?q=mark-query%40persons.example&key=wc_order_Mark17Mark17&tel=%2B4917690000017#token=marksecrettoken17`,
    referrer: 'https://mail.example/u/mark-referrer@persons.example',
    page_title: 'Thank you, mark-title@persons.example',
    user_id: 'mark-user-id@persons.example',
    user: USER,
    consent: { analytics: true, marketing: true },
    event_data: { value: 17, currency: 'EUR', transaction_id: `T${++sent}`, note: 'of mark-data@persons.example', contact: { phone: USER.phone }, items: [{ item_id: 'a', item_name: 'For mark-data@persons.example', price: 17 }] },
  };
  const events = ['page_view', 'purchase', 'refused'].flatMap((event_type) => [
    { event_type, ...page, visitor_id: 'visitor-17', session_id: 'session-17' },
    { event_type, ...page },
  ]);
  const answer = await fetch(`${collect.url}/api/track`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...BROWSER, 'x-forwarded-for': ADDRESS },
    body: JSON.stringify({ script_id: BENCH_SCRIPT_ID, events }),
  });
  expect(await answer.json()).toEqual({ accepted: events.length, rejected: [] });
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());

const contents = (paths: readonly string[]): string => paths.map((path) => readFileSync(path, 'latin1')).join('\n');

const redisFiles = (): string => contents(filesBelow(join(world.dataDir, 'redis')));
const processFiles = (): string => contents(filesBelow(world.dataDir).filter((path) => !path.startsWith(join(world.dataDir, 'redis'))));

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables = await world.database.query<{ name: string }>("select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')");
  const rows = await Promise.all(tables.map(({ name }) => world.database.query<{ row: string }>(`select t::text as row from ${name} t`)));
  return rows.flat().map(({ row }) => row).join('\n');
}

/** Marks that stand somewhere, as they are or as the hex PostgreSQL shows bytes in. */
function found(text: string): string[] {
  const lower = text.toLowerCase();
  return MARKS.filter((mark) => [mark, Buffer.from(mark).toString('hex')].some((form) => lower.includes(form.toLowerCase())));
}

/** That there was something to be found in. */
function expectNoMark(text: string, control = CONTROL): void {
  expect(text).toContain(control);
  expect(found(text)).toEqual([]);
}

describe('what visitors leave of themselves', () => {
  it('is not in Redis’ files while it waits there', async () => {
    await visit();
    await sleep(1_500);
    expectNoMark(redisFiles());
  });

  it('is not in the database, whether stored, given up by a destination, or in quarantine', async () => {
    rest = await world.start('process,deliver,serve', { WARP_LOG_LEVEL: 'trace', WARP_ADMIN_PASSWORD: 'a password of twelve' });
    for (let tries = 0; tries < 3; tries++)
      await fetch(`${rest.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': ADDRESS },
        body: JSON.stringify({ email: 'mark-login@persons.example', password: 'marksecrettoken17' }),
      });
    const counts = () =>
      world.database.query<{ events: number; letters: number; quarantined: number }>(
        'select (select count(*) from events)::int as events, (select count(*) from dead_letters)::int as letters, (select count(*) from quarantine)::int as quarantined',
      );
    await eventually(counts, ([row]) => row!.events === 4 && row!.letters === 4 && row!.quarantined === 2, 60_000);
    expectNoMark(await dump());
  });

  it('is not in Redis’ files after it was worked on, before and after they are written anew', async () => {
    await sleep(1_500);
    expectNoMark(redisFiles());
    const redis = new Redis(world.redisUrl);
    await redis.bgrewriteaof();
    await eventually(() => redis.info('persistence'), (info) => info.includes('aof_rewrite_in_progress:0') && info.includes('aof_rewrite_scheduled:0'));
    expectNoMark(redisFiles(), 'warp:');
    redis.disconnect();
  });

  it('is not in the spool while Redis is away, and is all there when it is back', async () => {
    await world.stopRedis();
    await visit();
    expectNoMark(processFiles());
    await world.restartRedis();
    const stored = () => world.database.query<{ events: number }>('select count(*)::int as events from events');
    await eventually(stored, ([row]) => row!.events === 8, 60_000);
    expectNoMark(await dump());
    const [row] = await world.database.query<{ hashes: number; addresses: number }>(
      `select count(distinct user_hashes->>'email')::int as hashes, count(*) filter (where host(ip_address) = '203.0.113.0')::int as addresses from events`,
    );
    expect(row).toEqual({ hashes: 1, addresses: 8 });
  });

  it('is in no process’ log', () => {
    expectNoMark(collect.output() + rest.output(), 'quarantine');
  });

  it('lies in folders and files that only their account opens', () => {
    const modes = (path: string): number => statSync(path).mode & 0o077;
    const paths = [join(world.dataDir, 'redis'), ...filesBelow(join(world.dataDir, 'redis')), ...filesBelow(world.dataDir).filter((path) => /spool|password|keys/.test(path))];
    expect(paths.filter((path) => modes(path) !== 0)).toEqual([]);
  });

  it('is closed to whoever finds Redis’ port', async () => {
    const stranger = new Redis(world.redisUrl.replace(/:[^:@]+@/, ':wrong@'), { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    stranger.on('error', () => undefined);
    await expect(stranger.get('warp:log:{0}')).rejects.toThrow(/NOAUTH|WRONGPASS|closed/);
    stranger.disconnect();
  });
});
