import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Page, Previewed, StoredEvent } from '../api/deliveries.js';
import type { EventSelection } from '../api/event-rules.js';
import { ApiError } from '../api/transport.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { type Incomplete, RequestPreview } from '../panels/request-preview/RequestPreview.js';
import { Loading } from '../panels/states/States.js';
import { useSession } from './session.js';

/** Typing goes on for a moment before it is drawn. */
const SETTLE_MS = 400;

export interface DestinationPreviewProps {
  /** Of the destination in the API. */
  readonly address: string;
  readonly siteId: string;
  /** The latest ones; undefined while they load. */
  readonly events: readonly StoredEvent[] | undefined;
  readonly saved: EventSelection;
  /** What is not saved yet; left out: nothing. */
  readonly proposal?: EventSelection;
}

/** The exact request an event becomes, drawn again with every change. The address may name the event. */
export function DestinationPreview({ address, siteId, events, saved, proposal }: DestinationPreviewProps) {
  const { transport } = useSession();
  const [search, setSearch] = useSearchParams();
  const named = search.get('event') ?? undefined;
  const isAtHand = named === undefined || events === undefined || events.some(({ event_id }) => event_id === named);
  const [older] = useLoad(isAtHand ? '' : named, async () => {
    if (isAtHand) return [];
    const query = new URLSearchParams({ site_id: siteId, event_id: named });
    return (await transport.request<Page<StoredEvent>>('GET', `/api/analytics/events?${query}`)).items;
  });
  const choices = events && [...(dataOf(older) ?? []), ...events];
  const eventId = (choices?.find(({ event_id }) => event_id === named) ?? choices?.find((event) => isSelected(event, saved)) ?? choices?.[0])?.event_id;
  const proposed = useSettled(proposal === undefined ? '' : JSON.stringify(proposal));
  const [preview, reload] = useLoad(JSON.stringify([address, saved, eventId, proposed]), async (): Promise<Previewed | Incomplete | undefined> => {
    if (eventId === undefined) return undefined;
    try {
      return await transport.request<Previewed>('POST', `${address}/preview`, { event_id: eventId, ...(proposed === '' ? {} : { events: JSON.parse(proposed) as EventSelection }) });
    } catch (error) {
      if (error instanceof ApiError && error.status === 400) return { incomplete: error.message };
      throw error;
    }
  });
  if (choices === undefined) return <Loading height={320} />;
  return (
    <RequestPreview
      events={choices}
      eventId={eventId}
      onChoose={(chosen) => setSearch({ event: chosen }, { replace: true, preventScrollReset: true })}
      preview={preview}
      onRetry={reload}
      isProposed={proposal !== undefined}
    />
  );
}

/** Where nobody chose an event, one that is sent says more. */
const isSelected = ({ event_type }: StoredEvent, { mode, selected = [] }: EventSelection): boolean => mode === 'all' || selected.includes(event_type);

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
