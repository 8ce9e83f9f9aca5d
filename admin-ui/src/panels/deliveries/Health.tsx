import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { DestinationHealth } from '../../api/types.js';
import { ago, count, percent } from '../../format.js';
import { StateBadge } from '../../components/StateBadge.js';

export interface HealthProps<T extends DestinationHealth> {
  readonly destinations: readonly T[];
  /** ms since 1970. */
  readonly now: number;
  /** The destination's name, as a link where there is something to link to. */
  readonly nameOf?: (destination: T) => ReactNode;
}

/** A line for each destination: how the last 24 hours went. */
export const Health = <T extends DestinationHealth>({ destinations, now, nameOf = ({ name }) => <b>{name}</b> }: HealthProps<T>) => (
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
            {nameOf(destination)}
            <div className="soft state-reason">{destination.state_reason}</div>
          </td>
          <td>
            <StateBadge state={destination.state} />
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
);
