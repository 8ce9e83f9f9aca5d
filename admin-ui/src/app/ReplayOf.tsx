import type { ReplayFilter, ReplayProgress, ReplayReport } from '../api/deliveries.js';
import { Replay } from '../panels/replay/Replay.js';
import { useSession } from './session.js';

export interface ReplayOfProps {
  readonly siteId: string;
  readonly destinationId: string;
  readonly destinationName: string;
  readonly filter: ReplayFilter;
  readonly onClose: () => void;
}

/** A replay of a destination's dead letters, through the API. */
export function ReplayOf({ siteId, destinationId, ...props }: ReplayOfProps) {
  const { transport } = useSession();
  const address = `/api/sites/${siteId}/destinations/${destinationId}/replay`;
  return (
    <Replay
      {...props}
      onDryRun={(filter) => transport.request<ReplayReport>('POST', address, { ...filter, dry_run: true })}
      onReplay={(filter) => transport.request<ReplayReport>('POST', address, { ...filter, dry_run: false })}
      onAsk={(replayId) => transport.request<ReplayProgress>('GET', `${address}/${replayId}`)}
    />
  );
}
