import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { CSSProperties } from 'react';
import type { ReplayProgress } from '../../api/deliveries.js';
import { count } from '../../format.js';

export interface ProgressProps {
  readonly progress: ReplayProgress;
  readonly destinationName: string;
  readonly onClose: () => void;
}

/** How far a replay is. */
export function Progress({ progress, destinationName, onClose }: ProgressProps) {
  const isDone = progress.waiting === 0;
  return (
    <div className="form">
      <Bar progress={progress} destinationName={destinationName} />
      <div className="actions">
        <Button variant={isDone ? 'primary' : 'secondary'} onClick={onClose}>
          {isDone ? __('Done', 'warp') : __('Close', 'warp')}
        </Button>
        {!isDone && <span className="soft">{__('It goes on when this is closed.', 'warp')}</span>}
      </div>
    </div>
  );
}

function Bar({ progress, destinationName }: { progress: ReplayProgress; destinationName: string }) {
  const { total, waiting, delivered, left_out, failed } = progress;
  const share = (events: number): CSSProperties => ({ width: `${(events / total) * 100}%` });
  return (
    <div className="progress" role="status">
      <p className="verdict">
        <b>{headlineOf(progress, destinationName)}</b>
      </p>
      <div className="progress-bar" role="progressbar" aria-valuemin={0} aria-valuemax={total} aria-valuenow={total - waiting} aria-label={__('Sent again', 'warp')}>
        <span className="good" style={share(delivered)} />
        <span className="none" style={share(left_out)} />
        <span className="bad" style={share(failed)} />
      </div>
      <p className="badges">
        <span className="badge good">
          {count(delivered)} {__('arrived', 'warp')}
        </span>
        {left_out > 0 && (
          <span className="badge">
            {count(left_out)} {__('left out', 'warp')}
          </span>
        )}
        {failed > 0 && (
          <span className="badge bad">
            {count(failed)} {__('failed again', 'warp')}
          </span>
        )}
        {waiting > 0 && (
          <span className="badge warn">
            {count(waiting)} {__('waiting', 'warp')}
          </span>
        )}
      </p>
    </div>
  );
}

function headlineOf({ total, waiting, delivered, failed }: ReplayProgress, destinationName: string): string {
  if (waiting > 0)
    // translators: 1: a number, 2: a number, 3: name of a destination.
    return sprintf(__('%1$s of %2$s sent to %3$s …', 'warp'), count(total - waiting), count(total), destinationName);
  // translators: %s: name of a destination.
  if (delivered === total) return sprintf(_n('It arrived at %s.', 'All arrived at %s.', total, 'warp'), destinationName);
  // translators: 1: a number, 2: a number.
  if (failed > 0) return sprintf(__('%1$s of %2$s failed again.', 'warp'), count(failed), count(total));
  // translators: 1: a number, 2: a number, 3: name of a destination.
  return sprintf(__('%1$s of %2$s arrived at %3$s.', 'warp'), count(delivered), count(total), destinationName);
}
