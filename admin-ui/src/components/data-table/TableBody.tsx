import type { ReactNode } from 'react';
import { useFormat } from '../../format/FormatProvider.js';
import type { Format } from '../../format/format.js';
import type { Column } from './columns.js';
import type { DataTableProps } from './DataTable.js';
import type { DrawnRows } from './use-rows.js';

interface TableBodyProps<Row> extends Pick<DataTableProps<Row>, 'columns' | 'rows' | 'keyOf' | 'hrefOf' | 'onOpen' | 'isActive'> {
  readonly drawn: DrawnRows;
  readonly focused: number;
  readonly onFocus: (index: number) => void;
}

/** The rows in sight, and the space of the others. The whole row belongs to the link or button in its first cell. */
export function TableBody<Row>({ columns, rows, keyOf, hrefOf, onOpen, isActive, drawn, focused, onFocus }: TableBodyProps<Row>) {
  const format = useFormat();
  const isDoor = hrefOf !== undefined || onOpen !== undefined;
  return (
    <tbody role="rowgroup">
      {drawn.before > 0 && <Space height={drawn.before} />}
      {drawn.indexes.map((index) => {
        const row = rows[index];
        if (row === undefined) return null;
        const active = isActive?.(row) === true;
        return (
          <tr key={keyOf(row)} role="row" aria-rowindex={index + 2} data-index={index} ref={drawn.measure} className={[isDoor ? 'door' : '', active ? 'active' : ''].join(' ').trim() || undefined}>
            {columns.map((column, at) => (
              <td key={column.id} role="cell" className={column.numeric === true ? 'numeric' : undefined} data-label={at === 0 ? undefined : column.title}>
                {at === 0 && isDoor ? (
                  <Door
                    href={hrefOf?.(row)}
                    active={active}
                    tabIndex={index === Math.min(focused, rows.length - 1) ? 0 : -1}
                    onFocus={() => onFocus(index)}
                    onOpen={onOpen === undefined ? undefined : () => onOpen(row)}
                  >
                    {contentOf(column, row, format)}
                  </Door>
                ) : (
                  contentOf(column, row, format)
                )}
              </td>
            ))}
          </tr>
        );
      })}
      {drawn.after > 0 && <Space height={drawn.after} />}
    </tbody>
  );
}

const Space = ({ height }: { height: number }) => (
  <tr role="presentation" aria-hidden="true" className="space">
    <td style={{ height }} />
  </tr>
);

function contentOf<Row>({ cell, value }: Column<Row>, row: Row, format: Format): ReactNode {
  if (cell !== undefined) return cell(row);
  const content = value(row);
  return typeof content === 'string' ? content : format.number(typeof content === 'number' ? content : null);
}

interface DoorProps {
  readonly href: string | undefined;
  readonly active: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onOpen: (() => void) | undefined;
  readonly children: ReactNode;
}

function Door({ href, active, tabIndex, onFocus, onOpen, children }: DoorProps) {
  const shared = { className: 'warp-table-door', tabIndex, onFocus } as const;
  if (href === undefined)
    return (
      <button type="button" {...shared} {...(active ? { 'aria-pressed': true } : {})} onClick={onOpen}>
        {children}
      </button>
    );
  return (
    <a
      href={href}
      {...shared}
      {...(active ? { 'aria-current': true } : {})}
      onClick={(event) => {
        // With a key or another button the browser opens a tab of its own.
        if (onOpen === undefined || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen();
      }}
    >
      {children}
    </a>
  );
}
