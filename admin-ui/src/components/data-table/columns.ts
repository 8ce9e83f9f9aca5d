import type { ReactNode } from 'react';
import { type CsvValue, toCsv } from '../../format/csv.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** What a row is ordered by, and what stands in the CSV: a number or text, never markup. */
  readonly value: (row: Row) => CsvValue;
  /** What is drawn, when it is not the value itself. */
  readonly cell?: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** Share of the width; 1 unless it is given. */
  readonly width?: number;
  /** Not on a phone's card: there is no room, and it can be found elsewhere. */
  readonly wideOnly?: boolean;
}

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** The order after a click on a column's head: numbers begin with the largest, text with A; the second click turns it. */
export function nextSorting<Row>(column: Column<Row>, current: Sorting | undefined): Sorting {
  const first = column.numeric === true ? 'descending' : 'ascending';
  if (current?.column !== column.id) return { column: column.id, direction: first };
  return { column: column.id, direction: current.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** Rows in order; rows without a value are last either way, equal ones keep their order. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting | undefined, compareText: (a: string, b: string) => number): readonly Row[] {
  const column = columns.find(({ id }) => id === sorting?.column);
  if (column === undefined || sorting === undefined) return rows;
  const turn = sorting.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => {
      const [noA, noB] = [isNothing(a.value), isNothing(b.value)];
      if (noA || noB) return Number(noA) - Number(noB);
      return turn * (typeof a.value === 'number' && typeof b.value === 'number' ? a.value - b.value : compareText(String(a.value), String(b.value)));
    })
    .map(({ row }) => row);
}

const isNothing = (value: CsvValue): boolean => value === null || value === undefined || value === '';

/** A table's rows as they are shown: same columns, same order. */
export const csvOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  toCsv(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ value }) => value(row))),
  );
