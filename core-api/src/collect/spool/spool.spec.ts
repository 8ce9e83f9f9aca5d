import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeRecord, type SpoolRecord } from './record.js';
import { Spool } from './spool.js';

const MB = 1024 * 1024;

let root: string;
beforeAll(() => {
  Logger.overrideLogger(false);
});
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'warp-spool-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const record = (n: number, size = 10): SpoolRecord => ({ partition: n % 4, message: `${n} ${'é'.repeat(size)}` });

/** Everything in the spool, as the event log would get it. */
async function drain(spool: Spool): Promise<SpoolRecord[]> {
  const out: SpoolRecord[] = [];
  for (;;) {
    const { records, bytes } = await spool.peek();
    if (records.length === 0) return out;
    out.push(...records);
    await spool.advance(bytes, records.length);
  }
}

const files = (): string[] => readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith('.spool'));

/** A segment as a process leaves it that no longer runs: no process has the highest id there is. */
function left(process: string, ...pieces: readonly Buffer[]): void {
  const folder = join(root, `${hostname().replaceAll('.', '-')}.4194304.${process}`);
  mkdirSync(folder);
  writeFileSync(join(folder, '00000001.spool'), Buffer.concat(pieces));
}

describe('the spool', () => {
  it('gives back what was put in, in order, and frees the disk', async () => {
    const spool = await Spool.open(root, 100 * MB);
    const given = Array.from({ length: 5_000 }, (_, n) => record(n, n % 3_000));
    await Promise.all(given.map((one) => spool.append(one)));
    expect(spool.figures()).toMatchObject({ written: 5_000, bytes: given.reduce((sum, one) => sum + encodeRecord(one).length, 0) });
    expect(await drain(spool)).toEqual(given);
    expect(spool.isEmpty).toBe(true);
    expect(files()).toEqual([]);
    await spool.close();
  });

  it('gives the same again until it is told that it arrived', async () => {
    const spool = await Spool.open(root, MB);
    await spool.append(record(1));
    expect((await spool.peek()).records).toEqual([record(1)]);
    expect((await spool.peek()).records).toEqual([record(1)]);
    await spool.close();
  });

  it('refuses what is over its limit, and takes more once it was drained', async () => {
    const spool = await Spool.open(root, 1_000);
    await spool.append(record(1, 400));
    await expect(spool.append(record(2, 400))).rejects.toThrow('The spool holds its 1000 bytes.');
    expect(spool.figures().refused).toBe(1);
    await drain(spool);
    await spool.append(record(3, 400));
    expect(await drain(spool)).toEqual([record(3, 400)]);
    await spool.close();
  });

  it('goes on with what a process left behind that was killed, before what comes now', async () => {
    left('a', encodeRecord(record(1)), encodeRecord(record(2)));
    const spool = await Spool.open(root, MB);
    await spool.append(record(3));
    expect(await drain(spool)).toEqual([record(1), record(2), record(3)]);
    expect(files()).toEqual([]);
    await spool.close();
  });

  it('leaves alone what belongs to a process that runs', async () => {
    const first = await Spool.open(root, MB);
    await first.append(record(1));
    const folder = readdirSync(root)[0]!;
    // Process 1 always runs.
    renameSync(join(root, folder), join(root, folder.replace(String(process.pid), '1')));
    const second = await Spool.open(root, MB);
    expect(second.isEmpty).toBe(true);
    await second.close();
  });

  it('skips a record torn at any byte, and nothing else', async () => {
    const whole = encodeRecord(record(1));
    const torn = encodeRecord(record(2));
    for (let bytes = 1; bytes < torn.length; bytes++) {
      left(`cut${bytes}`, whole, torn.subarray(0, bytes));
      const spool = await Spool.open(root, MB);
      expect(await drain(spool)).toEqual([record(1)]);
      expect(spool.figures().tornBytes).toBe(bytes);
      await spool.close();
    }
    expect(files()).toEqual([]);
  });

  it('recognises a record whose bytes were changed', async () => {
    const broken = encodeRecord(record(2));
    broken[12]! ^= 1;
    left('bits', encodeRecord(record(1)), broken);
    left('next', encodeRecord(record(3)));
    const spool = await Spool.open(root, MB);
    expect(await drain(spool)).toEqual([record(1), record(3)]);
    expect(spool.figures().tornBytes).toBe(broken.length);
    await spool.close();
  });
});
