import { type Dimension, DIMENSIONS, type Grain, type Measure, type RollupRow, TOTAL } from '../schema.js';

/** A row of the rollups by the names of its columns. */
export const toColumns = ({ siteId, dimension, grain, bucket, value, measures }: RollupRow): object => ({
  site_id: siteId,
  dimension,
  grain,
  bucket: new Date(bucket),
  value,
  ...measures,
});

/** Condition for the rows of one dimension, in SQL. @param rollups the table's name in the query, with its dot */
export const rowsOf = (dimension: Dimension, grain: Grain, rollups = ''): string => `${rollups}dimension = '${dimension}' and ${rollups}grain = '${grain}'`;

/** Condition for the rows of a site as a whole, which robots are not in. */
export const totalsBy = (grain: Grain, rollups = ''): string => `${rowsOf('total', grain, rollups)} and ${rollups}value = '${TOTAL}'`;

/** Columns that sum up measures, each under its name. Sums of bigint and numeric are numbers only as floats. */
export const sumsOf = (measures: readonly Measure[], rollups = ''): string =>
  measures.map((measure) => `coalesce(sum(${rollups}${measure}), 0)::float as ${measure}`).join(', ');

/** The sum by which the lists of a row's dimension are ordered. */
export const rankOf = (dimensions: readonly Dimension[]): string =>
  `sum(case dimension ${dimensions.map((dimension) => `when '${dimension}' then ${DIMENSIONS[dimension].rankedBy}`).join(' ')} end)`;
