import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { StoredEvent } from '../../api/deliveries.js';
import type { EventSelection } from '../../api/event-rules.js';
import { usePreview } from '../../api/queries/destinations.js';
import { useEvent } from '../../api/queries/events.js';
import type { Destination } from '../../api/types.js';
import { RequestPreview } from '../../panels/request-preview/RequestPreview.js';

/** Typing goes on for a moment before it is drawn. */
const SETTLE_MS = 400;

export interface DestinationPreviewProps {
  readonly siteId: string;
  readonly destination: Destination;
  /** The latest ones. */
  readonly events: readonly StoredEvent[];
  /** What is not saved yet; left out: nothing. */
  readonly proposal?: EventSelection;
}

/** The exact request an event becomes, drawn again with every change. The address may name the event. */
export function DestinationPreview({ siteId, destination, events, proposal }: DestinationPreviewProps) {
  const [search, setSearch] = useSearchParams();
  const named = search.get('event') ?? undefined;
  const isAtHand = named === undefined || events.some(({ event_id }) => event_id === named);
  const { data: older } = useEvent(siteId, isAtHand ? undefined : named);
  const choices = [...(isAtHand || older === undefined || older === null ? [] : [older]), ...events];
  const eventId = (choices.find(({ event_id }) => event_id === named) ?? choices.find((event) => isSelected(event, destination.events)) ?? choices[0])?.event_id;
  const proposed = useSettled(proposal === undefined ? '' : JSON.stringify(proposal));
  const preview = usePreview({ siteId, destination, eventId, proposed });
  return (
    <RequestPreview
      events={choices}
      eventId={eventId}
      onChoose={(chosen) => setSearch({ event: chosen }, { replace: true, preventScrollReset: true })}
      preview={preview}
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
