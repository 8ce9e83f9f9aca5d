import { Button, TextControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type { ReplayFilter, ReplayProgress, ReplayReport } from '../../api/deliveries.js';
import { dataOf, useLoad } from '../../api/use-load.js';
import { count } from '../../format.js';
import { ErrorState, Loading } from '../states/States.js';
import { Progress } from './Progress.js';
import { windowText } from './window-text.js';

export interface ReplayProps {
  /** Which dead letters of the destination. */
  readonly filter: ReplayFilter;
  readonly destinationName: string;
  /** Says what would be sent again. */
  readonly onDryRun: (filter: ReplayFilter) => Promise<ReplayReport>;
  readonly onReplay: (filter: ReplayFilter) => Promise<ReplayReport>;
  readonly onAsk: (replayId: string) => Promise<ReplayProgress>;
  readonly onClose: () => void;
}

/** Sends again what failed: first how many could be, then the question, then how it goes. */
export function Replay({ filter, destinationName, onDryRun, onReplay, onAsk, onClose }: ReplayProps) {
  const [[from, to], setTimes] = useState(['', '']);
  const [replayId, setReplayId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const chosen: ReplayFilter = { ...filter, ...(from === '' ? {} : { from: new Date(from).toISOString() }), ...(to === '' ? {} : { to: new Date(to).toISOString() }) };
  const [report, reload] = useLoad(JSON.stringify(chosen), () => onDryRun(chosen));
  const send = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      const { replay_id } = await onReplay(chosen);
      if (replay_id === null) reload();
      else setReplayId(replay_id);
    } catch (error) {
      setFault((error as Error).message);
    }
    setBusy(false);
  };

  if (replayId !== undefined) return <Progress replayId={replayId} destinationName={destinationName} onAsk={onAsk} onClose={onClose} />;
  const known = dataOf(report);
  return (
    <div className="form">
      {report.is === 'failed' && <ErrorState message={report.message} onRetry={reload} />}
      {report.is !== 'failed' && (known === undefined ? <Loading height={96} /> : <Report report={known} destinationName={destinationName} />)}
      {filter.event_id === undefined && (
        <div className="rule-pair">
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="datetime-local" label={__('Only events from', 'warp')} value={from} onChange={(next) => setTimes([next, to])} />
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize type="datetime-local" label={__('Only events before', 'warp')} value={to} onChange={(next) => setTimes([from, next])} />
        </div>
      )}
      {fault !== undefined && (
        <div className="notice bad" role="alert">
          {fault}
        </div>
      )}
      <div className="actions">
        <Button variant="primary" isBusy={busy} disabled={busy || report.is !== 'ready' || report.data.replayable === 0} onClick={() => void send()}>
          {
            // translators: %s: a number.
            sprintf(_n('Send %s event again', 'Send %s events again', known?.replayable ?? 0, 'warp'), count(known?.replayable ?? 0))
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
