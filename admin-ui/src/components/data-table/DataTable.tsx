import { __ } from '@wordpress/i18n';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useFormat } from '../../format/FormatProvider.js';
import { EmptyState } from '../empty-state/EmptyState.js';
import { Fault } from '../fault/Fault.js';
import { Skeleton } from '../skeleton/Skeleton.js';
import '../tokens.css';
import { useIsNarrow } from '../use-is-narrow.js';
import { type Column, nextSorting, sorted, type Sorting } from './columns.js';
import './DataTable.css';
import { TableBody } from './TableBody.js';
import { TableFoot, type MoreRows } from './TableFoot.js';
import { SortSelect, TableHead } from './TableHead.js';
import { useRows } from './use-rows.js';

/** Where the rows are: on their way, not to be had, or here; `stale` while newer ones are fetched. */
export type TableState = { readonly is: 'loading' } | { readonly is: 'failed'; readonly message: string; readonly onRetry: () => void } | { readonly is: 'ready'; readonly stale?: boolean };

export interface DataTableProps<Row> {
  /** What the table lists; read out, not shown. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly state?: TableState;
  /** How the rows are ordered. With `onSort` whoever gives the rows orders them (they may not all be here); without, the table does. */
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** A row is a door: where it leads, as an address (middle click works) or as an action. */
  readonly hrefOf?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Rows that are marked as chosen, such as those filtered by. */
  readonly isActive?: (row: Row) => boolean;
  /** Of all rows there are, not only of those here. */
  readonly total?: number;
  readonly more?: MoreRows;
  /** Drawn when there are no rows. */
  readonly empty?: ReactNode;
  /** The name of the CSV file, without its ending; not given: none is offered. */
  readonly csvName?: string;
  /** The table scrolls by itself at this height; not given: the page scrolls. */
  readonly height?: number;
}

/** Rows of any number: ordered, opened, walked through by keys, taken along as CSV; cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, state = { is: 'ready' }, onSort, empty, height, more } = props;
  const { compareText } = useFormat();
  const narrow = useIsNarrow();
  const [ownSorting, setOwnSorting] = useState(props.sorting);
  const sorting = onSort === undefined ? ownSorting : props.sorting;
  const shown = useMemo(() => (onSort === undefined ? sorted(rows, columns, sorting, compareText) : rows), [rows, columns, sorting, onSort, compareText]);
  const visible = useMemo(() => (narrow ? columns.filter(({ wideOnly }) => wideOnly !== true) : columns), [columns, narrow]);
  const sort = (next: Sorting): void => (onSort ?? setOwnSorting)(next);

  const [focused, setFocused] = useState(0);
  const byKey = useRef(false);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  // A card: its first line, then a line a column, and its padding.
  const rowHeight = narrow ? 28 * visible.length + 24 : 44;
  const drawn = useRows({ count: shown.length, rowHeight, focused, scroller: height === undefined ? undefined : scroller, table });

  useEffect(() => {
    if (!byKey.current) return;
    const door = table.current?.querySelector<HTMLElement>(`[data-index="${focused}"] .warp-table-door`);
    if (door === null || door === undefined) return;
    byKey.current = false;
    door.focus({ preventScroll: true });
    door.closest('tr')?.scrollIntoView({ block: 'nearest' });
  });
  const last = drawn.indexes.at(-1) ?? -1;
  useEffect(() => {
    if (more?.is === 'scroll' && more.hasMore && !more.loading && last >= shown.length - 1 && state.is === 'ready') more.onMore();
  }, [more, last, shown.length, state.is]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: focused + 1, ArrowUp: focused - 1, PageDown: focused + 10, PageUp: focused - 10, Home: 0, End: shown.length - 1 };
    const next = steps[event.key];
    if (next === undefined || !(event.target instanceof HTMLElement) || !event.target.classList.contains('warp-table-door')) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(shown.length - 1, next));
    byKey.current = true;
    setFocused(index);
    drawn.show(index);
  };

  if (state.is === 'failed') return <Fault message={state.message} onRetry={state.onRetry} />;
  if (state.is === 'loading') return <Skeleton shape="rows" />;
  if (rows.length === 0) return <>{empty ?? <EmptyState title={__('There is nothing here.', 'warp')} />}</>;
  return (
    <div className="warp-table-frame">
      {narrow && <SortSelect columns={columns} sorting={sorting} onSort={sort} />}
      {/* Scrolled by keys as well: the doors of its rows take the focus, and where it has none the frame does. */}
      <div
        className={height === undefined ? 'warp-table-page' : 'warp-table-scroll'}
        ref={scroller}
        style={height === undefined ? undefined : { maxHeight: height }}
        data-stale={state.stale === true ? '' : undefined}
        {...(height !== undefined && props.hrefOf === undefined && props.onOpen === undefined ? { tabIndex: 0, role: 'region', 'aria-label': caption } : {})}
      >
        <table className={narrow ? 'warp-table cards' : 'warp-table'} role="table" aria-rowcount={(props.total ?? shown.length) + 1} aria-busy={state.stale === true} ref={table} onKeyDown={onKeyDown}>
          <caption>{caption}</caption>
          <TableHead columns={visible} sorting={sorting} onSort={(column) => sort(nextSorting(column, sorting))} />
          <TableBody {...props} columns={visible} rows={shown} keyOf={keyOf} drawn={drawn} focused={focused} onFocus={setFocused} />
        </table>
      </div>
      <TableFoot columns={visible} rows={shown} total={props.total ?? (more?.is === 'scroll' && more.hasMore ? undefined : shown.length)} more={more} csvName={props.csvName} />
    </div>
  );
}
