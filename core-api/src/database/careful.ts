import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { Counter, register } from 'prom-client';

/** Writes rows inside a transaction. */
export type Write = <T>(what: string, rows: readonly T[], write: (rows: readonly T[]) => Promise<unknown>) => Promise<void>;

/** At once, and all or nothing: what nearly every batch gets. */
export const plainly: Write = async (_what, rows, write) => void (await write(rows));

const logger = new Logger('Pipeline');

/**
 * What follows from events, such as totals, one row after the other where it must be: a row that the database refuses is left out, counted and
 * logged, and holds back neither the others nor the events. Slower by a savepoint a write, so only for a batch that failed once.
 */
export const carefully =
  (client: pg.PoolClient): Write =>
  async (what, rows, write) => {
    await client.query('savepoint derived');
    try {
      await write(rows);
      await client.query('release savepoint derived');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await client.query('rollback to savepoint derived');
      await client.query('release savepoint derived');
      if (rows.length <= 1) return leaveOut(what, error);
      const middle = rows.length >> 1;
      await carefully(client)(what, rows.slice(0, middle), write);
      await carefully(client)(what, rows.slice(middle), write);
    }
  };

/** SQLSTATE classes that speak of the data: its form or size, and constraints. A missing column or a lost connection is no fault of a row. */
const CLASSES_OF_DATA = ['22', '23'];

const isRefusal = (error: unknown): error is Error => {
  const { code } = error as { code?: unknown };
  return error instanceof Error && typeof code === 'string' && CLASSES_OF_DATA.includes(code.slice(0, 2));
};

function leaveOut(what: string, error: Error): void {
  // The code alone: the database's sentence may quote what was sent.
  logger.warn(`A row of ${what} was left out: ${(error as { code?: string }).code}`);
  leftOut().inc({ what });
}

const NAME = 'warp_pipeline_rows_left_out_total';

const leftOut = (): Counter =>
  (register.getSingleMetric(NAME) as Counter | undefined) ??
  new Counter({ name: NAME, help: 'Rows of totals, sessions and companies that the database refused; their events are stored.', labelNames: ['what'] });
