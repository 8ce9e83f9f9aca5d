import { __, _n, sprintf } from '@wordpress/i18n';
import type { Difference, ShadowRun } from '../../api/deliveries.js';
import { count, readable } from '../../format.js';
import { Empty } from '../../components/States.js';
import { SideBySide } from './SideBySide.js';

/** What a change would have done to the latest events. */
export function ShadowResult({ run }: { run: ShadowRun }) {
  if (run.events === 0)
    return (
      <Empty title={__('There is no event to try it on yet', 'warp')}>
        <span>{__('You can save it all the same.', 'warp')}</span>
      </Empty>
    );
  return (
    <div className="form">
      <p className="verdict" role="status">
        <b>
          {
            // translators: 1: a number, 2: a number.
            sprintf(__('%1$s of %2$s events change', 'warp'), count(run.changed), count(run.events))
          }
        </b>{' '}
        <span className="soft">
          {
            // translators: %s: a number.
            sprintf(_n('%s stays as it is', '%s stay as they are', run.same, 'warp'), count(run.same))
          }
        </span>
      </p>
      <LeftOut run={run} />
      {run.differences.length > 0 && (
        <div>
          <h3 className="part-title">{__('What changes', 'warp')}</h3>
          {run.differences.map((difference, index) => (
            <details className="difference" key={difference.event_id} open={index === 0}>
              <summary>
                <b>{readable(difference.event_type)}</b> <span className="soft">{turnOf(difference)}</span> <code>{difference.event_id}</code>
              </summary>
              <SideBySide before={difference.before} after={difference.after} />
            </details>
          ))}
          {run.changed > run.differences.length && (
            <p className="soft">
              {
                // translators: %s: a number.
                sprintf(__('%s of them are shown, some of each kind.', 'warp'), count(run.differences.length))
              }
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** By which reason how many are not sent, before and after. */
function LeftOut({ run: { left_out, sentences } }: { run: ShadowRun }) {
  const codes = [...new Set([...Object.keys(left_out.before), ...Object.keys(left_out.after)])];
  if (codes.length === 0) return <p className="soft">{__('Nothing is left out, and nothing breaks a limit of the platform.', 'warp')}</p>;
  return (
    <table className="table left-out">
      <thead>
        <tr>
          <th>{__('Not sent, because', 'warp')}</th>
          <th className="right">{__('Now', 'warp')}</th>
          <th className="right">{__('With your changes', 'warp')}</th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => {
          const [before, after] = [left_out.before[code] ?? 0, left_out.after[code] ?? 0];
          return (
            <tr key={code}>
              <td>{sentences[code] ?? code}</td>
              <td className="right number">{count(before)}</td>
              <td className={`right number ${before === after ? '' : 'differs'}`}>{count(after)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function turnOf({ before, after }: Difference): string {
  const [wasSent, isSent] = [before, after].map(({ is }) => is === 'request' || is === 'item');
  if (wasSent === isSent) return wasSent === true ? __('is sent differently', 'warp') : __('is left out for another reason', 'warp');
  return isSent === true ? __('was left out, is sent', 'warp') : __('was sent, is left out', 'warp');
}
