import { Button, TextControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReplayReport } from '../../api/deliveries.js';
import { type QueryState, QueryView } from '../../components/QueryView.js';
import { TilesSkeleton } from '../../components/Skeletons.js';
import { count } from '../../format.js';
import { windowText } from './window-text.js';

/** As `datetime-local` inputs have them; empty: no limit. */
export interface Times {
  readonly from: string;
  readonly to: string;
}

export interface ReplayProps {
  /** What would be sent again. */
  readonly report: QueryState<ReplayReport>;
  /** Whether the report is of what is chosen now. */
  readonly isFresh: boolean;
  readonly destinationName: string;
  /** When the events happened; left out: it is about a single one. */
  readonly times?: Times;
  readonly onTimes?: (times: Times) => void;
  readonly busy: boolean;
  readonly fault: string | undefined;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Asks whether to send again what failed, once it is known how many still can be. */
export function Replay({ report, isFresh, destinationName, times, onTimes, busy, fault, onSend, onClose }: ReplayProps) {
  const replayable = report.data?.replayable ?? 0;
  return (
    <div className="form">
      <QueryView query={report} skeleton={<TilesSkeleton count={3} />}>
        {(known) => <Report report={known} destinationName={destinationName} />}
      </QueryView>
      {times !== undefined && (
        <div className="rule-pair">
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="datetime-local" label={__('Only events from', 'warp')} value={times.from} onChange={(from) => onTimes?.({ ...times, from })} />
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="datetime-local" label={__('Only events before', 'warp')} value={times.to} onChange={(to) => onTimes?.({ ...times, to })} />
        </div>
      )}
      {fault !== undefined && (
        <div className="notice bad" role="alert">
          {fault}
        </div>
      )}
      <div className="actions">
        <Button variant="primary" isBusy={busy} disabled={busy || !isFresh || replayable === 0} onClick={onSend}>
          {
            // translators: %s: a number.
            sprintf(_n('Send %s event again', 'Send %s events again', replayable, 'warp'), count(replayable))
          }
        </Button>
        <Button variant="tertiary" onClick={onClose}>
          {__('Cancel', 'warp')}
        </Button>
      </div>
    </div>
  );
}

/** What a dry run found. */
function Report({ report: { matching, replayable, too_old, window_hours }, destinationName }: { report: ReplayReport; destinationName: string }) {
  return (
    <div className="replay-report" role="status">
      <div className="figure">
        <b className="number">{count(matching)}</b>
        <span>{_n('event failed', 'events failed', matching, 'warp')}</span>
      </div>
      <div className="figure good">
        <b className="number">{count(replayable)}</b>
        <span>{__('can still be sent', 'warp')}</span>
      </div>
      <div className={too_old === 0 ? 'figure' : 'figure warn'}>
        <b className="number">{count(too_old)}</b>
        <span>{_n('is too old', 'are too old', too_old, 'warp')}</span>
      </div>
      <p className="soft">
        {
          // translators: 1: name of a destination, 2: such as “7 days”.
          sprintf(__('%1$s takes events that are at most %2$s old.', 'warp'), destinationName, windowText(window_hours))
        }{' '}
        {__('Each keeps its id.', 'warp')}
      </p>
    </div>
  );
}
