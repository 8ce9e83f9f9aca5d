import { Button, SelectControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import type { EventType, StoredEvent } from '../../api/deliveries.js';
import { useEvents, useEventTypes, useReceipts } from '../../api/queries/events.js';
import { useLive } from '../../api/queries/live.js';
import { useSite } from '../../api/queries/sites.js';
import type { LiveEvent } from '../../api/types.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { Empty } from '../../components/States.js';
import { useTitle } from '../../components/use-title.js';
import { count, readable } from '../../format.js';
import { Events } from '../../panels/events/Events.js';
import { EventDialog } from '../shared/EventDialog.js';

/** A site's events, each with whether it arrived and why not. The address names the filter and the open event. */
export default function EventsPage() {
  const { siteId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [type, open] = [search.get('type') ?? '', search.get('event')];
  const { data: site } = useSite(siteId);
  useTitle(__('Events', 'warp'), site?.name);
  const { data: types = [] } = useEventTypes(siteId);
  const list = useEvents(siteId, type);
  const items = list.data ?? [];
  const receipts = useReceipts(siteId, items.map(({ event_id }) => event_id));
  const { events: live } = useLive([siteId]);
  const [seen, setSeen] = useState<string>();
  const fresh = freshOf(live, seen, items, type);
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
      <div className="page-head">
        <div className="grow">
          <span className="trail soft">
            <Link to="/sites">{__('Sites', 'warp')}</Link> / <Link to={`/sites/${siteId}`}>{site?.name ?? '…'}</Link>
          </span>
          <h1>{__('Events', 'warp')}</h1>
        </div>
        <SelectControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          label={__('Kind of event', 'warp')}
          value={type}
          options={[{ value: '', label: __('All events', 'warp') }, ...choices(types, type)]}
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
                list.restart();
              }}
            >
              {
                // translators: %s: a number.
                sprintf(_n('Show %s new event', 'Show %s new events', fresh, 'warp'), count(fresh))
              }
            </Button>
          )}
          <QueryView query={list} skeleton={<RowsSkeleton count={10} />}>
            {(events) =>
              events.length === 0 ? (
                <NoEvents isFiltered={type !== ''} />
              ) : (
                <Events events={events} receipts={receipts} onOpen={({ event_id }) => change('event', event_id)} onMore={list.onMore} busy={list.busy} />
              )
            }
          </QueryView>
        </div>
      </section>
      {open !== null && <EventDialog siteId={siteId} eventId={open} {...knownOf(items, open)} onClose={() => change('event', '')} />}
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

const knownOf = (items: readonly StoredEvent[], eventId: string): { event?: StoredEvent } => {
  const event = items.find(({ event_id }) => event_id === eventId);
  return event === undefined ? {} : { event };
};
