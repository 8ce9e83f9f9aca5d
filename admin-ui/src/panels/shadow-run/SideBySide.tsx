import { __, _n, sprintf } from '@wordpress/i18n';
import type { Preview } from '../../api/deliveries.js';
import { count } from '../../format.js';
import { linesOf } from '../request-preview/request-text.js';
import { type DiffRow, diffLines, folded } from './line-diff.js';

/** What would be sent now and with the changes, side by side; below each other on a phone. */
export const SideBySide = ({ before, after }: { before: Preview; after: Preview }) => (
  <div className="diff">
    <div className="diff-head">
      <span>{__('Now', 'warp')}</span>
      <span>{__('With your changes', 'warp')}</span>
    </div>
    {folded(diffLines(linesOf(before), linesOf(after))).map((row, index) => (
      <Row key={index} row={row} />
    ))}
  </div>
);

function Row({ row }: { row: DiffRow }) {
  switch (row.is) {
    case 'folded':
      return (
        <div className="diff-fold">
          {
            // translators: %s: a number.
            sprintf(_n('%s line is the same', '%s lines are the same', row.lines, 'warp'), count(row.lines))
          }
        </div>
      );
    case 'same':
      return (
        <div className="diff-row same">
          <code>{row.line}</code>
          <code>{row.line}</code>
        </div>
      );
    case 'changed':
      return (
        <div className="diff-row">
          <code className={row.before === undefined ? 'none' : 'gone'}>{row.before}</code>
          <code className={row.after === undefined ? 'none' : 'new'}>{row.after}</code>
        </div>
      );
  }
}
