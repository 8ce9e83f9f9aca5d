import { VisuallyHidden } from '@wordpress/components';
import { type Comparable, compare } from '../../format/comparison.js';
import { useFormat } from '../../format/FormatProvider.js';
import '../tokens.css';
import './Change.css';
import { describeChange } from './describe-change.js';

export interface ChangeProps extends Comparable {
  /** How the metric's values are written. */
  readonly write: (value: number) => string;
}

/** What became of a number since the period before: arrow, sign and colour by what is good for the metric. */
export function Change({ write, ...comparable }: ChangeProps) {
  const format = useFormat();
  const change = describeChange(compare(comparable), format, write);
  if (change === undefined) return null;
  return (
    <span className={`warp-change ${change.tone}`} title={change.sentence}>
      <span aria-hidden="true">
        {change.arrow} {change.text}
      </span>
      <VisuallyHidden as="span">{change.sentence}</VisuallyHidden>
    </span>
  );
}
