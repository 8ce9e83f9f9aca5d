import { __ } from '@wordpress/i18n';
import { count } from '../format.js';
import { Empty } from './States.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
}

/** Names with bars as long as their share of the longest. */
export function BarList({ bars, most = 8 }: { bars: readonly Bar[]; most?: number }) {
  const shown = bars.slice(0, most);
  const longest = Math.max(1, ...shown.map(({ value }) => value));
  if (shown.length === 0) return <Empty title={__('Nothing in this period', 'warp')} />;
  return (
    <ol className="bars">
      {shown.map(({ name, value }) => (
        <li key={name} style={{ '--share': `${(value / longest) * 100}%` } as React.CSSProperties}>
          <span title={name}>{name}</span>
          <span className="number">{count(value)}</span>
        </li>
      ))}
    </ol>
  );
}
