import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { chevronLeft, chevronRight, download } from '@wordpress/icons';
import { useFormat } from '../../format/FormatProvider.js';
import type { Format } from '../../format/format.js';
import { downloadFile } from '../download-file.js';
import { type Column, csvOf } from './columns.js';

/** Rows that are not here yet: fetched when one scrolls to the end, or page by page. */
export type MoreRows =
  | { readonly is: 'scroll'; readonly hasMore: boolean; readonly loading: boolean; readonly onMore: () => void }
  | { readonly is: 'pages'; readonly page: number; readonly pageSize: number; readonly onPage: (page: number) => void };

export interface TableFootProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly more: MoreRows | undefined;
  readonly csvName: string | undefined;
}

/** Which rows of how many these are, the way to the others, and the way out as CSV. */
export function TableFoot<Row>({ columns, rows, total, more, csvName }: TableFootProps<Row>) {
  const format = useFormat();
  const first = more?.is === 'pages' ? (more.page - 1) * more.pageSize + 1 : 1;
  return (
    <div className="warp-table-foot">
      <span role="status">{countText(first, first + rows.length - 1, total, format)}</span>
      {more?.is === 'scroll' && more.hasMore && (
        <Button variant="secondary" size="compact" disabled={more.loading} accessibleWhenDisabled onClick={more.onMore}>
          {more.loading ? __('Loading …', 'warp') : __('Load more', 'warp')}
        </Button>
      )}
      {more?.is === 'pages' && <Pager {...more} last={Math.max(1, Math.ceil((total ?? rows.length) / more.pageSize))} />}
      {csvName !== undefined && (
        <Button className="warp-table-csv" variant="tertiary" size="compact" icon={download} onClick={() => downloadFile(`${csvName}.csv`, new Blob([csvOf(columns, rows)], { type: 'text/csv;charset=utf-8' }))}>
          {__('CSV', 'warp')}
        </Button>
      )}
    </div>
  );
}

function countText(first: number, last: number, total: number | undefined, format: Format): string {
  /* translators: 1: first row shown, 2: last row shown */
  if (total === undefined) return sprintf(__('%1$s–%2$s', 'warp'), format.number(first), format.number(last));
  /* translators: 1: first row shown, 2: last row shown, 3: how many rows there are */
  return sprintf(__('%1$s–%2$s of %3$s', 'warp'), format.number(first), format.number(last), format.number(total));
}

function Pager({ page, last, onPage }: { page: number; last: number; onPage: (page: number) => void }) {
  const { number } = useFormat();
  return (
    <nav className="warp-table-pager" aria-label={__('Pages', 'warp')}>
      <Button size="compact" icon={chevronLeft} label={__('Previous page', 'warp')} disabled={page <= 1} accessibleWhenDisabled onClick={() => onPage(page - 1)} />
      {/* translators: 1: a page's number, 2: how many pages there are */}
      <span>{sprintf(__('Page %1$s of %2$s', 'warp'), number(page), number(last))}</span>
      <Button size="compact" icon={chevronRight} label={__('Next page', 'warp')} disabled={page >= last} accessibleWhenDisabled onClick={() => onPage(page + 1)} />
    </nav>
  );
}
