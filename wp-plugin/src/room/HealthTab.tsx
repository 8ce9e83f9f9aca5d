import { useOwnHealth, useOwnLoss } from '../../../admin-ui/src/api/queries/own-site.js';
import { QueryView } from '../../../admin-ui/src/components/QueryView.js';
import { CardsSkeleton } from '../../../admin-ui/src/components/Skeletons.js';
import { Deliveries } from '../../../admin-ui/src/panels/deliveries/Deliveries.js';
import { Loss } from '../../../admin-ui/src/panels/loss/Loss.js';

/** Whether events arrive where they shall, and how many never begin. */
export function HealthTab() {
  const health = useOwnHealth();
  const loss = useOwnLoss();
  return (
    <>
      <QueryView query={health} skeleton={<CardsSkeleton count={1} />}>
        {({ destinations, not_delivered, drops }) => <Deliveries destinations={destinations} notDelivered={not_delivered} drops={drops} now={Date.now()} />}
      </QueryView>
      <QueryView query={loss} skeleton={<CardsSkeleton count={1} rows={3} />}>
        {(days) => <Loss days={days} />}
      </QueryView>
    </>
  );
}
