import type { DestinationHealth, Drop, NotDelivered } from '../../../admin-ui/src/api/types.js';
import { dataOf, useLoad } from '../../../admin-ui/src/api/use-load.js';
import { Deliveries } from '../../../admin-ui/src/panels/deliveries/Deliveries.js';
import { Loss } from '../../../admin-ui/src/panels/loss/Loss.js';
import type { LossDay } from '../../../admin-ui/src/panels/loss/shares.js';
import { ErrorState, Loading } from '../../../admin-ui/src/panels/states/States.js';
import type { Site } from '../site/mount.js';

/** How the site's deliveries are doing. */
interface Health {
  readonly destinations: readonly DestinationHealth[];
  readonly not_delivered: readonly NotDelivered[];
  readonly drops: readonly Drop[];
}

/** Whether events arrive where they shall, and how many never begin. */
export const HealthTab = ({ site }: { site: Site }) => (
  <>
    <DeliveryHealth site={site} />
    <Arrivals site={site} />
  </>
);

function DeliveryHealth({ site }: { site: Site }) {
  const [health, reload] = useLoad('health', () => site.transport.request<Health>('GET', '/health'));
  const data = dataOf(health);
  if (health.is === 'failed') return <ErrorState message={health.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={240} />;
  return <Deliveries destinations={data.destinations} notDelivered={data.not_delivered} drops={data.drops} now={Date.now()} />;
}

function Arrivals({ site }: { site: Site }) {
  const [loss, reload] = useLoad('loss', () => site.transport.request<{ days: readonly LossDay[] }>('GET', '/loss'));
  const data = dataOf(loss);
  if (loss.is === 'failed') return <ErrorState message={loss.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={180} />;
  return <Loss days={data.days} />;
}
