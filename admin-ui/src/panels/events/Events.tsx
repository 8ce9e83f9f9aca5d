import { __ } from '@wordpress/i18n';
import type { Receipt, StoredEvent } from '../../api/deliveries.js';
import { MoreButton } from '../../components/MoreButton.js';
import { clock, countryName, day, pathOf, readable } from '../../format.js';
import { dotOf } from '../live-feed/dots.js';
import { Summary } from '../receipts/Summary.js';

export interface EventsProps {
  /** Newest first. */
  readonly events: readonly StoredEvent[];
  /** By event id; what is not there is not known yet. */
  readonly receipts: ReadonlyMap<string, readonly Receipt[]>;
  readonly onOpen: (event: StoredEvent) => void;
  /** Asks for older ones; undefined: there are none. */
  readonly onMore: (() => void) | undefined;
  readonly busy: boolean;
}

/** A site's events day by day, each with what became of it. */
export function Events({ events, receipts, onOpen, onMore, busy }: EventsProps) {
  return (
    <>
      <table className="table as-cards pick">
        <thead>
          <tr>
            <th>{__('Event', 'warp')}</th>
            <th>{__('Time', 'warp')}</th>
            <th>{__('Page', 'warp')}</th>
            <th>{__('From', 'warp')}</th>
            <th>{__('Deliveries', 'warp')}</th>
          </tr>
        </thead>
        {[...new Set(events.map(({ timestamp }) => day(timestamp)))].map((name) => (
          <tbody key={name}>
            <tr className="day">
              <th colSpan={5} scope="rowgroup">
                {name}
              </th>
            </tr>
            {events
              .filter(({ timestamp }) => day(timestamp) === name)
              .map((event) => (
                <Row key={event.event_id} event={event} receipts={receipts.get(event.event_id)?.filter(({ event_type }) => event_type === undefined || event_type === event.event_type)} onOpen={onOpen} />
              ))}
          </tbody>
        ))}
      </table>
      <MoreButton onMore={onMore} busy={busy} label={__('Show older', 'warp')} />
    </>
  );
}

const Row = ({ event, receipts, onOpen }: { event: StoredEvent; receipts: readonly Receipt[] | undefined; onOpen: EventsProps['onOpen'] }) => (
  <tr>
    <td>
      <button type="button" className="row-button" style={dotOf(event.event_type)} onClick={() => onOpen(event)}>
        <span className="dot" />
        {readable(event.event_type)}
      </button>
    </td>
    <td className="number when">{clock(event.timestamp)}</td>
    <td className="whole ellipsis" title={event.page_url ?? undefined}>
      {pathOf(event.page_url) || '–'}
    </td>
    <td className="secondary ellipsis">{placeOf(event)}</td>
    <td className="whole">
      <Delivered receipts={receipts} />
    </td>
  </tr>
);

const Delivered = ({ receipts }: { receipts: readonly Receipt[] | undefined }) =>
  receipts === undefined ? <span className="skeleton line" role="status" aria-label={__('Loading', 'warp')} /> : <Summary receipts={receipts} />;

const placeOf = ({ geo }: StoredEvent): string => [geo?.city, geo?.country === undefined ? undefined : countryName(geo.country)].filter((part) => part !== undefined && part !== '').join(', ') || '–';
