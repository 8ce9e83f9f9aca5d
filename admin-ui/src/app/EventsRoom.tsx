import { Button, SelectControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { EventType, Page, StoredEvent } from '../api/deliveries.js';
import type { LiveEvent, Site } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { usePages } from '../api/use-pages.js';
import { count, readable } from '../format.js';
import { Events } from '../panels/events/Events.js';
import { Empty, ErrorState, Loading } from '../panels/states/States.js';
import { EventDialog } from './EventDialog.js';
import { useSession } from './session.js';
import { useLive } from './use-live.js';
import { useReceipts } from './use-receipts.js';

/** A site's events, each with whether it arrived and why not. The address names the filter and the open event. */
export function EventsRoom() {
  const { id = '' } = useParams();
  const { transport } = useSession();
  const [search, setSearch] = useSearchParams();
  const [type, open] = [search.get('type') ?? '', search.get('event')];
  const [site] = useLoad(id, () => transport.request<Site>('GET', `/api/sites/${id}`));
  const [types] = useLoad(id, () => transport.request<{ items: EventType[] }>('GET', `/api/analytics/sites/${id}/event-types`));
  const { items, fault, reload, ...paging } = usePages(`${id} ${type}`, (cursor) => {
    const query = new URLSearchParams({ site_id: id, ...(type === '' ? {} : { event_type: type }), ...(cursor === undefined ? {} : { cursor }) });
    return transport.request<Page<StoredEvent>>('GET', `/api/analytics/events?${query}`);
  });
  const receipts = useReceipts(id, (items ?? []).map(({ event_id }) => event_id));
  const { events: live } = useLive([id]);
  const [seen, setSeen] = useState<string>();
  const fresh = freshOf(live, seen, items ?? [], type);
  const change = (name: 'type' | 'event', value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      // Back closes an open event, and never opens a closed one.
      { replace: name === 'type' || value === '', preventScrollReset: true },
    );

  return (
    <>
      <div className="room-head">
        <div className="grow">
          <span className="trail soft">
            <Link to="/sites">{__('Sites', 'warp')}</Link> / <Link to={`/sites/${id}`}>{dataOf(site)?.name ?? '…'}</Link>
          </span>
          <h1>{__('Events', 'warp')}</h1>
        </div>
        <SelectControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={__('Kind of event', 'warp')}
          value={type}
          options={[{ value: '', label: __('All events', 'warp') }, ...choices(dataOf(types)?.items ?? [], type)]}
          onChange={(next) => change('type', next)}
        />
      </div>
      <section className="card">
        <div className="body">
          {fresh > 0 && (
            <Button
              className="fresh"
              variant="tertiary"
              onClick={() => {
                setSeen(live[0]?.event_id);
                reload();
              }}
            >
              {
                // translators: %s: a number.
                sprintf(_n('Show %s new event', 'Show %s new events', fresh, 'warp'), count(fresh))
              }
            </Button>
          )}
          {fault !== undefined && <ErrorState message={fault} onRetry={reload} />}
          {fault === undefined && items === undefined && <Loading height={420} />}
          {items?.length === 0 && <NoEvents isFiltered={type !== ''} />}
          {items !== undefined && items.length > 0 && <Events events={items} receipts={receipts} onOpen={({ event_id }) => change('event', event_id)} {...paging} />}
        </div>
      </section>
      {open !== null && <EventDialog siteId={id} eventId={open} {...knownOf(items, open)} onClose={() => change('event', '')} />}
    </>
  );
}

const NoEvents = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <Empty title={__('No event of this kind', 'warp')} />
  ) : (
    <Empty title={__('No event yet', 'warp')}>
      <span>{__('Put the script into the site’s pages and open one: it appears here within two seconds.', 'warp')}</span>
    </Empty>
  );

/** How many came since the list was loaded. @param seen the newest one at the last look; those behind it are older than the list, or in it */
function freshOf(live: readonly LiveEvent[], seen: string | undefined, items: readonly StoredEvent[], type: string): number {
  const shown = new Set(items.map(({ event_id }) => event_id));
  const end = live.findIndex(({ event_id }) => event_id === seen);
  return live.slice(0, end < 0 ? live.length : end).filter(({ event_id, event_type }) => !shown.has(event_id) && (type === '' || event_type === type)).length;
}

/** Kinds to choose from; the chosen one is among them although it did not happen lately. */
const choices = (types: readonly EventType[], chosen: string) =>
  [...new Set([...types.map(({ event_type }) => event_type), ...(chosen === '' ? [] : [chosen])])].map((value) => ({ value, label: readable(value) }));

const knownOf = (items: readonly StoredEvent[] | undefined, eventId: string): { event?: StoredEvent } => {
  const event = items?.find(({ event_id }) => event_id === eventId);
  return event === undefined ? {} : { event };
};
