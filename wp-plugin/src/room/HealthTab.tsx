import type { DestinationHealth, Drop } from '../../../admin-ui/src/api/types.js';
import { dataOf, useLoad } from '../../../admin-ui/src/api/use-load.js';
import { Deliveries } from '../../../admin-ui/src/panels/deliveries/Deliveries.js';
import { ErrorState, Loading } from '../../../admin-ui/src/panels/states/States.js';
import type { Site } from '../site/mount.js';

/** How the site's deliveries are doing. */
interface Health {
  readonly destinations: readonly DestinationHealth[];
  readonly drops: readonly Drop[];
}

/** Whether events arrive where they shall. */
export function HealthTab({ site }: { site: Site }) {
  const [health, reload] = useLoad('health', () => site.transport.request<Health>('GET', '/health'));
  const data = dataOf(health);
  if (health.is === 'failed') return <ErrorState message={health.message} onRetry={reload} />;
  if (data === undefined) return <Loading height={240} />;
  return <Deliveries {...data} now={Date.now()} />;
}
