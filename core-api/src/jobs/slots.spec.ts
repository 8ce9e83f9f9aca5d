import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../test/setup/database.js';
import { checkTiming, nextSlot, slotsBetween } from './slots.js';

/** Zones whose clocks go forward and back at different times of the day, by an hour or by half of one, or not at all. */
const DAILY: readonly [zone: string, time: string][] = [
  ['Europe/Berlin', '02:30'],
  ['Europe/Berlin', '02:00'],
  ['Europe/Berlin', '03:00'],
  ['America/New_York', '02:30'],
  ['America/New_York', '01:30'],
  // Midnight does not exist on the day clocks go forward.
  ['America/Santiago', '00:00'],
  ['Africa/Cairo', '00:15'],
  ['Asia/Beirut', '00:30'],
  // Half an hour.
  ['Australia/Lord_Howe', '02:15'],
  ['Australia/Lord_Howe', '01:45'],
  ['Asia/Kolkata', '02:30'],
  ['UTC', '02:30'],
];

const FROM = new Date('2026-01-01T12:00:00Z');
const UNTIL = new Date('2026-12-31T12:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** By PostgreSQL's zones: on each day, the first moment at which clocks show this time or a later one. */
async function daysByPostgres(zone: string, time: string, onlySundays = false): Promise<string[]> {
  const rows = await database.query<{ slot: Date }>(
    `select min(t) as slot from generate_series($1::timestamptz - interval '2 days', $2::timestamptz + interval '2 days', '15 minutes') t, lateral (select t at time zone $3 as local) l
     where local::time >= $4::time and (not $5 or extract(dow from local) = 0) group by local::date having min(t) > $1 and min(t) <= $2 order by 1`,
    [FROM, UNTIL, zone, time, onlySundays],
  );
  return rows.map(({ slot }) => slot.toISOString());
}

const iso = (slots: readonly Date[]): string[] => slots.map((slot) => slot.toISOString());

function forwards(timing: Parameters<typeof nextSlot>[0]): string[] {
  const slots: Date[] = [];
  for (let slot = nextSlot(timing, FROM); slot !== undefined && slot <= UNTIL; slot = nextSlot(timing, slot)) slots.push(slot);
  return iso(slots);
}

describe('slots of a cron expression', () => {
  it.each(DAILY)('in %s at %s: once a day, all year, as PostgreSQL’s zones have it', async (zone, time) => {
    const [hour, minute] = time.split(':').map(Number);
    const timing = { cron: `${minute} ${hour} * * *`, zone };
    const expected = await daysByPostgres(zone, time);
    expect(expected).toHaveLength(364);
    expect(forwards(timing)).toEqual(expected);
    expect(iso(slotsBetween(timing, FROM, UNTIL, 400))).toEqual(expected);
  });

  it('every Sunday, the day on which clocks change in Europe', async () => {
    const timing = { cron: '30 2 * * 0', zone: 'Europe/Berlin' };
    const expected = await daysByPostgres('Europe/Berlin', '02:30', true);
    expect(expected).toContain('2026-03-29T01:00:00.000Z');
    expect(expected).toContain('2026-10-25T00:30:00.000Z');
    expect(forwards(timing)).toEqual(expected);
    expect(iso(slotsBetween(timing, FROM, UNTIL, 400))).toEqual(expected);
  });

  it('every hour: each that passes, the one that comes twice among them', async () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const rows = await database.query<{ slot: Date }>(
        "select t as slot from generate_series($1::date::timestamp at time zone 'Europe/Berlin', ($1::date + 1)::timestamp at time zone 'Europe/Berlin', '1 hour') t",
        [day],
      );
      const hours = rows.map(({ slot }) => slot);
      expect(hours).toHaveLength(day === '2026-03-29' ? 24 : 26);
      const slots = slotsBetween({ cron: '0 * * * *', zone: 'Europe/Berlin' }, new Date(hours[0]!.getTime() - 1), hours.at(-1)!, 100);
      expect(iso(slots)).toEqual(iso(hours));
    }
  });
});

describe('slots between two times', () => {
  const at = (time: string): Date => new Date(`2026-05-01T${time}Z`);

  it.each([
    ['a step that is right now counts', { everyMs: 600_000 }, '10:00:00', '10:20:00', 9, ['10:10:00', '10:20:00']],
    ['the one it begins after does not', { everyMs: 600_000 }, '10:10:00', '10:19:59', 9, []],
    ['of too many, the latest', { everyMs: 600_000 }, '00:00:00', '10:25:00', 2, ['10:10:00', '10:20:00']],
    ['a time of cron that is right now counts', { cron: '*/10 * * * *', zone: 'UTC' }, '10:00:00', '10:20:00', 9, ['10:10:00', '10:20:00']],
    ['and half a second before it does not', { cron: '*/10 * * * *', zone: 'UTC' }, '10:00:00', '10:19:59.500', 9, ['10:10:00']],
    ['half a second after it does', { cron: '*/10 * * * *', zone: 'UTC' }, '10:00:00', '10:20:00.500', 1, ['10:20:00']],
  ] as const)('%s', (_, timing, after, until, most, expected) => {
    expect(iso(slotsBetween(timing, at(after), at(until), most))).toEqual(iso(expected.map(at)));
  });

  it('next is the first after a time, never that time itself', () => {
    expect(nextSlot({ everyMs: 600_000 }, at('10:10:00'))).toEqual(at('10:20:00'));
    expect(nextSlot({ cron: '*/10 * * * *', zone: 'UTC' }, at('10:10:00'))).toEqual(at('10:20:00'));
  });
});

describe('a declaration', () => {
  it.each([[{ everyMs: 0 }], [{ everyMs: Number.NaN }], [{ cron: '0 0 30 2 *', zone: 'UTC' }], [{ cron: 'daily', zone: 'UTC' }], [{ cron: '0 0 * * *', zone: 'Europe/Atlantis' }]])(
    '%j is refused',
    (timing) => {
      expect(() => checkTiming(timing)).toThrow();
    },
  );
});
