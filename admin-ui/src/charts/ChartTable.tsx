import { useFormat } from '../format/FormatProvider.js';
import { writers } from '../format/writers.js';
import { type ChartData, tableOf } from './chart-data.js';

/** A chart's twin: the same numbers to be read. */
export function ChartTable({ data, height }: { data: ChartData; height: number }) {
  const format = useFormat();
  const { exact } = writers(format, data.measure, data.currency);
  const { header, rows } = tableOf(data);
  return (
    <div className="warp-chart-table" style={{ maxHeight: height }} role="region" aria-label={data.title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, previous, values }) => (
            <tr key={bucket.time}>
              <th scope="row">{format.bucket(bucket.time, data.grain, 'long')}</th>
              {values.map((value, index) => (
                <td key={index}>{exact(value)}</td>
              ))}
              {data.previousBuckets !== undefined && <td>{previous === undefined ? '–' : format.bucket(previous.time, data.grain, 'long')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
