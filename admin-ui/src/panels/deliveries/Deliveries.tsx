import { __, sprintf } from '@wordpress/i18n';
import type { DestinationHealth, Drop } from '../../api/types.js';
import { ago, count, percent } from '../../format.js';
import { Card } from '../states/Card.js';
import { Empty } from '../states/States.js';

export interface DeliveriesProps {
  readonly destinations: readonly DestinationHealth[];
  readonly drops: readonly Drop[];
  /** ms since 1970. */
  readonly now: number;
}

/** Whether events arrive where they shall, over the last 24 hours, and what was left out on purpose. */
export const Deliveries = ({ destinations, drops, now }: DeliveriesProps) => (
  <>
    <Card title={__('Destinations, last 24 hours', 'warp')}>
      {destinations.length === 0 ? (
        <Empty title={__('No destination yet', 'warp')}>
          <span>{__('Add one on your Warp server: GA4, Meta, Google Ads and more.', 'warp')}</span>
        </Empty>
      ) : (
        <table className="table as-cards">
          <thead>
            <tr>
              <th>{__('Destination', 'warp')}</th>
              <th>{__('State', 'warp')}</th>
              <th className="right">{__('Sent', 'warp')}</th>
              <th className="right">{__('Failed', 'warp')}</th>
              <th className="right">{__('Waiting', 'warp')}</th>
              <th className="right">{__('Success', 'warp')}</th>
              <th className="right">{__('Last success', 'warp')}</th>
            </tr>
          </thead>
          <tbody>
            {destinations.map((destination) => (
              <tr key={destination.destination_id}>
                <td>
                  <b>{destination.name}</b>
                  {destination.status_reason !== null && <div className="soft">{destination.status_reason}</div>}
                </td>
                <td>
                  <State destination={destination} />
                </td>
                <td className="right number secondary">{count(destination.sent)}</td>
                <td className="right number secondary">{count(destination.failed)}</td>
                <td className="right number secondary">{count(destination.waiting)}</td>
                <td className="right number secondary">{destination.success_rate === null ? '–' : percent(destination.success_rate)}</td>
                <td className="right secondary">{destination.last_success_at === null ? '–' : ago(destination.last_success_at, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
    <Card title={__('Left out on purpose, last 24 hours', 'warp')}>
      {drops.length === 0 ? (
        <Empty title={__('Nothing was left out', 'warp')} />
      ) : (
        <table className="table">
          <tbody>
            {drops.map(({ reason, sentence, events }) => (
              <tr key={reason}>
                <td>{sentence}</td>
                <td className="right number">{count(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  </>
);

/** Below this share of successes somebody should look. */
const WORRYING = 0.95;

function State({ destination: { status, success_rate, waiting } }: { destination: DestinationHealth }) {
  if (status === 'paused') return <span className="badge bad">{__('Paused', 'warp')}</span>;
  if (success_rate !== null && success_rate < WORRYING) return <span className="badge warn">{__('Failing', 'warp')}</span>;
  /* translators: %s: number of events */
  if (waiting > 0) return <span className="badge">{sprintf(__('%s waiting', 'warp'), count(waiting))}</span>;
  return <span className="badge good">{success_rate === null ? __('Ready', 'warp') : __('Working', 'warp')}</span>;
}
