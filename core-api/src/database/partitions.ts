/** Tables that get a partition a month, and the column they are cut by. */
export const PARTITIONED = ['events', 'deliveries'] as const;

/** Months made ahead of the current one, and behind it for events that arrive late. */
const AHEAD = 2;
const BEHIND = 1;

/**
 * Makes the monthly partitions around `now` that do not exist yet. Safe to repeat.
 *
 * A month whose rows already lie in the default partition keeps them there: PostgreSQL refuses to make such a partition,
 * and reading does not care.
 */
export async function ensurePartitions(execute: (sql: string) => Promise<unknown>, now: Date): Promise<void> {
  for (const table of PARTITIONED)
    for (let offset = -BEHIND; offset <= AHEAD; offset++) {
      const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
      const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset + 1, 1));
      await execute(`
        do $$ begin
          create table if not exists ${partitionName(table, from)} partition of ${table}
            for values from ('${from.toISOString()}') to ('${to.toISOString()}');
        exception when check_violation then null;
        end $$`);
    }
}

const partitionName = (table: string, month: Date): string => `${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`;
