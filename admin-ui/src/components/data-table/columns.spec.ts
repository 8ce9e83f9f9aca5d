import { describe, expect, it } from '@jest/globals';
import { createFormat } from '../../format/format.js';
import { type Column, csvOf, nextSorting, sorted, type Sorting } from './columns.js';

interface Row {
  readonly page: string;
  readonly visitors: number | null;
}
const COLUMNS: readonly Column<Row>[] = [
  { id: 'page', title: 'Page', value: ({ page }) => page, sortable: true },
  { id: 'visitors', title: 'Visitors', value: ({ visitors }) => visitors, numeric: true, sortable: true },
];
const ROWS: readonly Row[] = [
  { page: 'page 10', visitors: 5 },
  { page: 'Äpfel', visitors: null },
  { page: 'page 9', visitors: 120 },
  { page: 'zoo', visitors: 5 },
];
const { compareText } = createFormat({ language: 'de', timeZone: 'UTC', currency: '' });

describe('rows', () => {
  it.each<[Sorting | undefined, readonly string[]]>([
    [undefined, ['page 10', 'Äpfel', 'page 9', 'zoo']],
    [{ column: 'page', direction: 'ascending' }, ['Äpfel', 'page 9', 'page 10', 'zoo']],
    [{ column: 'page', direction: 'descending' }, ['zoo', 'page 10', 'page 9', 'Äpfel']],
    [{ column: 'visitors', direction: 'descending' }, ['page 9', 'page 10', 'zoo', 'Äpfel']],
    [{ column: 'visitors', direction: 'ascending' }, ['page 10', 'zoo', 'page 9', 'Äpfel']],
    [{ column: 'gone', direction: 'ascending' }, ['page 10', 'Äpfel', 'page 9', 'zoo']],
  ])('by %j are %j', (sorting, pages) => expect(sorted(ROWS, COLUMNS, sorting, compareText).map(({ page }) => page)).toEqual(pages));

  it('become CSV with their columns’ titles', () => expect(csvOf(COLUMNS, ROWS.slice(0, 2))).toBe('\ufeffPage,Visitors\r\npage 10,5\r\nÄpfel,\r\n'));
});

describe('a click on a head', () => {
  it.each<[string, number, Sorting | undefined, Sorting]>([
    ['of text begins with A', 0, undefined, { column: 'page', direction: 'ascending' }],
    ['of numbers begins with the largest', 1, { column: 'page', direction: 'ascending' }, { column: 'visitors', direction: 'descending' }],
    ['turns the order', 1, { column: 'visitors', direction: 'descending' }, { column: 'visitors', direction: 'ascending' }],
  ])('%s', (_, index, current, next) => expect(nextSorting(COLUMNS[index]!, current)).toEqual(next));
});
