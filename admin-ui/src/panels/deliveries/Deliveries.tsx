import { __ } from '@wordpress/i18n';
import type { DestinationHealth, Drop, NotDelivered } from '../../api/types.js';
import { count } from '../../format.js';
import { Card } from '../../components/Card.js';
import { Empty } from '../../components/States.js';
import { Health } from './Health.js';

export interface DeliveriesProps {
  readonly destinations: readonly DestinationHealth[];
  readonly notDelivered: readonly NotDelivered[];
  readonly drops: readonly Drop[];
  /** ms since 1970. */
  readonly now: number;
}

/** Whether events arrive where they shall, over the last 24 hours, what did not and why, and what was left out on purpose. */
export const Deliveries = ({ destinations, notDelivered, drops, now }: DeliveriesProps) => (
  <>
    <Card title={__('Destinations, last 24 hours', 'warp')}>
      {destinations.length === 0 ? (
        <Empty title={__('No destination yet', 'warp')}>
          <span>{__('Add one on your Warp server: GA4, Meta, Google Ads and more.', 'warp')}</span>
        </Empty>
      ) : (
        <Health destinations={destinations} now={now} />
      )}
    </Card>
    {notDelivered.length > 0 && (
      <Card title={__('Not delivered, last 24 hours', 'warp')}>
        <table className="table">
          <tbody>
            {notDelivered.map(({ destination_id, state, reason, sentence, events }) => (
              <tr key={`${destination_id} ${state} ${reason}`}>
                <td>
                  <b>{destinations.find((known) => known.destination_id === destination_id)?.name}</b>
                  <div className="soft">{sentence}</div>
                </td>
                <td className="right number">{count(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    )}
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
