import { __, sprintf } from '@wordpress/i18n';
import { change, percent } from '../../format.js';

export interface Total {
  readonly label: string;
  /** Ready to read. */
  readonly value: string;
  readonly now?: number;
  readonly before?: number;
}

/** Key figures, each with its change against the period before. */
export const Totals = ({ totals }: { totals: readonly Total[] }) => (
  <div className="totals">
    {totals.map(({ label, value, now, before }) => (
      <div className="card total" key={label}>
        <div className="label">{label}</div>
        <div className="value number">{value}</div>
        {now !== undefined && before !== undefined && <Change by={change(now, before)} />}
      </div>
    ))}
  </div>
);

function Change({ by }: { by: number | undefined }) {
  if (by === undefined) return <div className="change">{__('no earlier data', 'warp')}</div>;
  const direction = by > 0 ? 'up' : by < 0 ? 'down' : '';
  const arrow = by > 0 ? '↑' : by < 0 ? '↓' : '→';
  return (
    <div className={`change number ${direction}`}>
      {/* translators: %s: a percentage with an arrow */}
      {sprintf(__('%s to the period before', 'warp'), `${arrow} ${percent(Math.abs(by))}`)}
    </div>
  );
}
