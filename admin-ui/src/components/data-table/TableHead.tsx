import { __ } from '@wordpress/i18n';
import { FormField } from '../form-field/FormField.js';
import type { Column, Sorting } from './columns.js';

export interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (column: Column<Row>) => void;
}

/** Titles of the columns; those that can be ordered by are buttons. It stays in sight while the rows scroll. */
export const TableHead = <Row,>({ columns, sorting, onSort }: TableHeadProps<Row>) => (
  <thead role="rowgroup">
    <tr role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const direction = sorting?.column === column.id ? sorting.direction : undefined;
        return (
          <th
            key={column.id}
            role="columnheader"
            scope="col"
            className={column.numeric === true ? 'numeric' : undefined}
            style={{ width: `${((column.width ?? 1) / columns.reduce((sum, { width = 1 }) => sum + width, 0)) * 100}%` }}
            aria-sort={column.sortable === true ? (direction ?? 'none') : undefined}
          >
            {column.sortable === true ? (
              <button type="button" onClick={() => onSort(column)}>
                {column.title}
                <span className="warp-table-arrow" aria-hidden="true">
                  {direction === undefined ? '' : direction === 'ascending' ? '↑' : '↓'}
                </span>
              </button>
            ) : (
              column.title
            )}
          </th>
        );
      })}
    </tr>
  </thead>
);

export interface SortSelectProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting) => void;
}

/** Cards have no heads to click: their order is chosen from a list. */
export function SortSelect<Row>({ columns, sorting, onSort }: SortSelectProps<Row>) {
  const sortable = columns.filter((column) => column.sortable === true);
  if (sortable.length === 0) return null;
  const choices = sortable.flatMap(({ id, title, numeric }) =>
    (numeric === true ? (['descending', 'ascending'] as const) : (['ascending', 'descending'] as const)).map((direction) => ({ id: `${direction} ${id}`, label: `${title} ${direction === 'ascending' ? '↑' : '↓'}` })),
  );
  return (
    <FormField label={__('Sort by', 'warp')}>
      {(control) => (
        <select
          {...control}
          className="warp-input"
          value={sorting === undefined ? '' : `${sorting.direction} ${sorting.column}`}
          onChange={({ target }) => {
            const [direction, ...column] = target.value.split(' ');
            onSort({ column: column.join(' '), direction: direction === 'ascending' ? 'ascending' : 'descending' });
          }}
        >
          {sorting === undefined && <option value="">{__('As they come', 'warp')}</option>}
          {choices.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
