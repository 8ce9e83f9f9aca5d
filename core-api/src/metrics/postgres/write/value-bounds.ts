import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { inWritingOrder } from '../../rollups.js';
import { type Dimension, DIMENSIONS, type RollupRow } from '../../schema.js';
import { otherValue } from '../../values.js';

/** Values that a process remembers; further ones are looked up again. */
const REMEMBERED = 100_000;
/** How long the number of a day's values is taken for known: other processes add some. A day that is full stays full. */
const COUNT_MS = 10_000;

interface Count {
  values: number;
  readonly until: number;
}

/** Increments as they may be written, and what to call once they are committed. */
export interface Bounded {
  readonly increments: readonly RollupRow[];
  readonly committed: () => void;
}

/**
 * Bounds how many rows of the rollups visitors can make by sending ever new names: what is beyond is counted under “(other)”. A value that has
 * a row keeps it, one that was refused stays refused for that day, so that what is taken back later is taken from where it was added. Those that
 * the day before knew have as many places of their own: who fills a day with made-up names does not push the site's pages out.
 *
 * Several processes and batches under way at once may exceed a bound by what they add at the same moment.
 */
export class ValueBounds {
  private readonly known = new LRUCache<string, true>({ max: REMEMBERED });
  private readonly refused = new LRUCache<string, true>({ max: REMEMBERED });
  private readonly counts = new LRUCache<string, Count>({ max: 10_000 });

  /** @param most of a dimension; for tests */
  constructor(private readonly most = (dimension: Dimension): number => DIMENSIONS[dimension].most) {}

  async apply(client: pg.PoolClient, increments: readonly RollupRow[]): Promise<Bounded> {
    const bounded = increments.filter(({ grain, dimension }) => grain === 'day' && dimension !== 'total');
    const unknown = bounded.filter((increment) => this.known.get(keyOf(increment)) === undefined && !this.isRefused(increment));
    const admitted = unknown.length === 0 ? [] : await this.admit(client, unknown);
    const others = bounded.filter((increment) => this.isRefused(increment));
    return {
      increments: others.length === 0 ? increments : merged(increments, new Set(others)),
      committed: () => {
        for (const increment of admitted) {
          this.known.set(keyOf(increment), true);
          const count = this.counts.get(dayOf(increment));
          if (count !== undefined) count.values += 1;
        }
      },
    };
  }

  private isRefused(increment: RollupRow): boolean {
    return this.refused.size > 0 && this.refused.get(keyOf(increment)) !== undefined;
  }

  /** Remembers which of the values are refused. @returns those that will have a row of their own from now on */
  private async admit(client: pg.PoolClient, unknown: readonly RollupRow[]): Promise<readonly RollupRow[]> {
    const fresh: RollupRow[] = [];
    const stored = await exist(client, unknown, 'r.bucket = k.bucket');
    unknown.forEach((increment, index) => {
      if (stored.has(index)) this.known.set(keyOf(increment), true);
      else if (increment.value !== otherValue(increment.dimension)) fresh.push(increment);
    });
    const late: RollupRow[] = [];
    const admitted: RollupRow[] = [];
    for (const [day, values] of Map.groupBy(fresh, dayOf)) {
      const places = Math.max(0, this.most(values[0]!.dimension) - (await this.count(client, day, values[0]!)));
      admitted.push(...values.slice(0, places));
      late.push(...values.slice(places));
    }
    if (late.length === 0) return admitted;
    // Day starts lie 23 to 25 hours apart where clocks change.
    const yesterdays = await exist(client, late, "r.bucket in (k.bucket - interval '23 hours', k.bucket - interval '24 hours', k.bucket - interval '25 hours')");
    late.forEach((increment, index) => {
      const hasPlace = yesterdays.has(index) && (this.counts.get(dayOf(increment))?.values ?? 0) < 2 * this.most(increment.dimension);
      if (hasPlace) admitted.push(increment);
      else this.refused.set(keyOf(increment), true);
    });
    return admitted;
  }

  private async count(client: pg.PoolClient, day: string, { siteId, dimension, bucket }: RollupRow): Promise<number> {
    const most = this.most(dimension);
    const known = this.counts.get(day);
    if (known !== undefined && (known.values >= most || known.until > Date.now())) return known.values;
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from (
         select 1 from rollups where site_id = $1 and dimension = $2 and grain = 'day' and bucket = $3 limit $4) v`,
      [siteId, dimension, new Date(bucket), 2 * most],
    );
    this.counts.set(day, { values: rows[0]!.n, until: Date.now() + COUNT_MS });
    return rows[0]!.n;
  }
}

const keyOf = ({ siteId, dimension, bucket, value }: RollupRow): string => `${siteId}|${dimension}|${bucket}|${value}`;
const dayOf = ({ siteId, dimension, bucket }: RollupRow): string => `${siteId}|${dimension}|${bucket}`;

/** Places of those that have a row. @param of the bucket, of rollups as r and the increment as k */
async function exist(client: pg.PoolClient, increments: readonly RollupRow[], of: string): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ place: number }>(
    `select k.place::int - 1 as place
     from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[]) with ordinality as k (site_id, dimension, bucket, value, place)
     where exists (
       select 1 from rollups r where r.site_id = k.site_id and r.dimension = k.dimension and r.grain = 'day' and ${of} and r.value = k.value)`,
    [
      increments.map(({ siteId }) => siteId),
      increments.map(({ dimension }) => dimension),
      increments.map(({ bucket }) => new Date(bucket)),
      increments.map(({ value }) => value),
    ],
  );
  return new Set(rows.map(({ place }) => place));
}

/** The refused ones as one row for each day and dimension. */
function merged(increments: readonly RollupRow[], refused: ReadonlySet<RollupRow>): readonly RollupRow[] {
  const rows = new Map<string, RollupRow>();
  for (const increment of increments) {
    const row = refused.has(increment) ? { ...increment, value: otherValue(increment.dimension) } : increment;
    const key = `${row.grain}|${keyOf(row)}`;
    const known = rows.get(key);
    rows.set(key, known === undefined ? row : { ...known, measures: sumOf(known.measures, row.measures) });
  }
  return inWritingOrder([...rows.values()]);
}

function sumOf(one: RollupRow['measures'], other: RollupRow['measures']): RollupRow['measures'] {
  const sum = { ...one };
  for (const measure in other) sum[measure as keyof typeof sum] += other[measure as keyof typeof sum];
  return sum;
}
