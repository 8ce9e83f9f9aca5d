/** What a filter may ask of a dimension; the analytics API's words. */
export const OPERATORS = ['is', 'is_not', 'contains', 'contains_not'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One chip: several values of it are alternatives; several chips must all hold. */
export interface Filter {
  readonly dimension: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** A filter as `POST /api/analytics/query` takes it. */
export type FilterExpression = readonly ['and', ...(readonly [Operator, string, readonly string[]])[]];

/** What filters ask of the API; null: everything. */
export const expressionOf = (filters: readonly Filter[]): FilterExpression | null =>
  filters.length === 0 ? null : ['and', ...filters.map(({ operator, dimension, values }) => [operator, dimension, values] as const)];

export const isSameFilter = (a: Filter, b: Filter): boolean => a.dimension === b.dimension && a.operator === b.operator && a.values.join('\n') === b.values.join('\n');

/** Puts a filter beside others: more values of the same question become alternatives of one chip. */
export function withFilter(filters: readonly Filter[], added: Filter): readonly Filter[] {
  const index = filters.findIndex(({ dimension, operator }) => dimension === added.dimension && operator === added.operator);
  if (index < 0) return [...filters, added];
  return filters.map((filter, at) => (at === index ? { ...filter, values: [...new Set([...filter.values, ...added.values])] } : filter));
}

/** A click on a row: filters by its value, and a second click on the same takes that away. */
export function toggled(filters: readonly Filter[], dimension: string, value: string): readonly Filter[] {
  const held = filters.find((filter) => filter.dimension === dimension && filter.operator === 'is' && filter.values.includes(value));
  if (held === undefined) return withFilter(filters, { dimension, operator: 'is', values: [value] });
  const values = held.values.filter((other) => other !== value);
  return filters.flatMap((filter) => (filter !== held ? [filter] : values.length === 0 ? [] : [{ ...held, values }]));
}
