import type { BucketText } from './chart-data.js';
import type { Geometry } from './configuration.js';
import type { Span } from './use-selection.js';

export interface HoverProps {
  readonly text: BucketText;
  readonly geometry: Geometry;
  readonly active: number;
  readonly span: Span | undefined;
}

/** Over the chart: a line at the bucket, the band that is dragged, and what the bucket says. It never takes the pointer. */
export function Hover({ text: { when, whenBefore, lines }, geometry: { left, right, top, bottom, xs }, active, span }: HoverProps) {
  const x = xs[active] ?? left;
  const atEnd = x > (left + right) / 2;
  return (
    <div className="warp-chart-hover" aria-hidden="true">
      {span !== undefined && <div className="warp-chart-band" style={{ left: xs[span.first], width: (xs[span.last] ?? right) - (xs[span.first] ?? left), top, height: bottom - top }} />}
      <div className="warp-chart-cursor" style={{ left: x, top, height: bottom - top }} />
      <div className="warp-chart-tip" style={atEnd ? { right: `calc(100% - ${x - 12}px)`, top } : { left: x + 12, top }}>
        <strong>{when}</strong>
        {lines.map(({ id, label, value, before, change }, index) => (
          <div key={id} className="warp-chart-tip-line" data-series={index + 1}>
            <span>{label}</span>
            <b>{value}</b>
            {change !== undefined && <span className={`warp-change ${change.tone}`}>{change.text}</span>}
            {before !== undefined && whenBefore !== undefined && (
              <span className="warp-chart-tip-before" data-series="previous">
                <span>{whenBefore}</span>
                <b>{before}</b>
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
