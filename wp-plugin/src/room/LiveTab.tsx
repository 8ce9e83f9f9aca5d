import type { StoredEvent } from '../../../admin-ui/src/api/deliveries.js';
import { useOwnLive } from '../../../admin-ui/src/api/queries/own-site.js';
import type { LiveEvent } from '../../../admin-ui/src/api/types.js';
import { LiveFeed } from '../../../admin-ui/src/panels/live-feed/LiveFeed.js';

/** The newest events. */
export function LiveTab() {
  const { data = [], isSuccess, isRefetchError } = useOwnLive();
  return <LiveFeed events={data.map(toLive)} connected={isSuccess && !isRefetchError} />;
}

const toLive = ({ site_id, event_id, event_type, timestamp, page_url, page_title, geo, device, source }: StoredEvent): LiveEvent => ({
  site_id,
  event_id,
  event_type,
  timestamp,
  page_url,
  page_title,
  country: geo?.country ?? null,
  city: geo?.city ?? null,
  browser: device?.browser ?? null,
  channel: source.channel ?? 'direct',
  revenue: 0,
});
