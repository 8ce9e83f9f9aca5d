import { useState } from 'react';
import type { ReplayFilter } from '../../api/deliveries.js';
import { type ReplayTarget, useReplay, useReplayProgress, useReplayReport } from '../../api/queries/deliveries.js';
import { QueryView } from '../../components/QueryView.js';
import { TilesSkeleton } from '../../components/Skeletons.js';
import { Progress } from '../../panels/replay/Progress.js';
import { Replay, type Times } from '../../panels/replay/Replay.js';

export interface ReplayOfProps extends ReplayTarget {
  readonly destinationName: string;
  readonly filter: ReplayFilter;
  readonly onClose: () => void;
}

/** A replay of a destination's dead letters, through the API: first how many there are, then how it goes. */
export function ReplayOf({ filter, destinationName, onClose, ...target }: ReplayOfProps) {
  const [times, setTimes] = useState<Times>({ from: '', to: '' });
  const [replayId, setReplayId] = useState<string>();
  const chosen: ReplayFilter = { ...filter, ...momentOf('from', times.from), ...momentOf('to', times.to) };
  const report = useReplayReport(target, chosen);
  const { mutate: replay, isPending, error } = useReplay(target);
  if (replayId !== undefined) return <ProgressOf target={target} replayId={replayId} destinationName={destinationName} onClose={onClose} />;
  return (
    <Replay
      report={report}
      isFresh={!report.isPlaceholderData}
      destinationName={destinationName}
      {...(filter.event_id === undefined ? { times, onTimes: setTimes } : {})}
      busy={isPending}
      fault={error?.message}
      onSend={() => replay(chosen, { onSuccess: ({ replay_id }) => (replay_id === null ? void report.refetch() : setReplayId(replay_id)) })}
      onClose={onClose}
    />
  );
}

interface ProgressOfProps {
  readonly target: ReplayTarget;
  readonly replayId: string;
  readonly destinationName: string;
  readonly onClose: () => void;
}

function ProgressOf({ target, replayId, ...props }: ProgressOfProps) {
  const progress = useReplayProgress(target, replayId);
  return (
    <QueryView query={progress} skeleton={<TilesSkeleton count={3} />}>
      {(known) => <Progress progress={known} {...props} />}
    </QueryView>
  );
}

/** What a `datetime-local` input says, in ISO 8601; nothing for none. */
const momentOf = (name: 'from' | 'to', local: string): Partial<Record<'from' | 'to', string>> => (local === '' ? {} : { [name]: new Date(local).toISOString() });
