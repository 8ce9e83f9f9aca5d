import { VisuallyHidden } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import '../tokens.css';
import './Skeleton.css';

export interface SkeletonProps {
  /** What will stand here: lines of text, rows of a table, a chart, a tile's figure. */
  readonly shape: 'text' | 'rows' | 'chart' | 'figure';
  readonly lines?: number;
  /** Of a chart, in px. */
  readonly height?: number;
}

/** Widths of a text's lines and heights of a chart's columns, in per cent: uneven, as what comes will be. */
const UNEVEN = [82, 64, 91, 55, 73, 88, 60, 78, 95, 68, 84, 58] as const;

/** Holds the place of what is loading, in its size. It shows after 150 ms: what comes sooner should not flicker. */
export function Skeleton({ shape, lines = shape === 'rows' ? 5 : 3, height = 240 }: SkeletonProps) {
  return (
    <span role="status" className="warp-skeleton-holder">
      <VisuallyHidden as="span">{__('Loading', 'warp')}</VisuallyHidden>
      <span className={`warp-skeleton-group warp-skeleton-${shape}`} aria-hidden="true" style={shape === 'chart' ? { height } : undefined}>
        {shape === 'figure' && <Bar width="5em" height="1.6em" />}
        {shape === 'chart' && UNEVEN.map((percent) => <Bar key={percent} width="auto" height={`${percent}%`} />)}
        {shape === 'text' && widths(lines).map((percent, index) => <Bar key={index} width={`${percent}%`} height="1em" />)}
        {shape === 'rows' &&
          widths(lines).map((percent, index) => (
            <span key={index}>
              <Bar width={`${percent / 2}%`} height="1em" />
              <Bar width="4em" height="1em" />
            </span>
          ))}
      </span>
    </span>
  );
}

const widths = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => UNEVEN[index % UNEVEN.length]!);

const Bar = ({ width, height }: { width: string; height: string }) => <span className="warp-skeleton" style={{ width, height }} />;
