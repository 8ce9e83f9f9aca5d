import { Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Receipt, StoredEvent } from '../../api/deliveries.js';
import { useEvent, useReceipts } from '../../api/queries/events.js';
import { useRight } from '../../api/queries/me.js';
import { QueryView } from '../../components/QueryView.js';
import { FormSkeleton, RowsSkeleton } from '../../components/Skeletons.js';
import { Empty } from '../../components/States.js';
import { moment, readable } from '../../format.js';
import { EventFacts } from '../../panels/events/EventFacts.js';
import { Receipts } from '../../panels/receipts/Receipts.js';
import { ReplayOf } from './ReplayOf.js';

export interface EventDialogProps {
  readonly siteId: string;
  readonly eventId: string;
  /** When it is at hand already. */
  readonly event?: StoredEvent;
  readonly onClose: () => void;
}

/** One event: whether it arrived, and what it says. */
export function EventDialog({ siteId, eventId, event, onClose }: EventDialogProps) {
  const [replaying, setReplaying] = useState<Receipt>();
  const query = useEvent(siteId, eventId, event);
  const known = query.data;
  const title = replaying === undefined ? (known ? readable(known.event_type) : __('Event', 'warp')) : sprintf(/* translators: %s: name of a destination */ __('Send again to %s', 'warp'), replaying.destination_name);
  return (
    <Modal title={title} onRequestClose={onClose} size="large" className="event-dialog">
      {replaying !== undefined ? (
        <ReplayOf siteId={siteId} destinationId={replaying.destination_id} destinationName={replaying.destination_name} filter={{ event_id: eventId }} onClose={() => setReplaying(undefined)} />
      ) : (
        <QueryView query={query} skeleton={<FormSkeleton />}>
          {(found) => (
            <>
              {found === null && (
                <Empty title={__('This event is not stored any more', 'warp')}>
                  <span>{__('What became of it is still known for a while.', 'warp')}</span>
                </Empty>
              )}
              <EventContent siteId={siteId} eventId={eventId} event={found} onReplay={setReplaying} />
            </>
          )}
        </QueryView>
      )}
    </Modal>
  );
}

function EventContent({ siteId, eventId, event, onReplay }: { siteId: string; eventId: string; event: StoredEvent | null; onReplay: (receipt: Receipt) => void }) {
  const canEdit = useRight('destinations.write');
  const navigate = useNavigate();
  const receipts = useReceipts(siteId, [eventId]).get(eventId)?.filter(({ event_type }) => event === null || event_type === undefined || event_type === event.event_type);
  const addressOf = ({ destination_id }: Receipt): string => `/sites/${siteId}/destinations/${destination_id}`;
  return (
    <div className="form">
      {event !== null && (
        <div className="event-line soft">
          <span className="number">{moment(event.timestamp)}</span>
          <code>{eventId}</code>
        </div>
      )}
      {receipts === undefined ? (
        <RowsSkeleton count={2} />
      ) : (
        <Receipts
          receipts={receipts}
          now={Date.now()}
          nameOf={(receipt) => (
            <Link className="quiet-link onward" to={addressOf(receipt)}>
              {receipt.destination_name}
            </Link>
          )}
          onPreview={(receipt) => void navigate(`${addressOf(receipt)}?event=${encodeURIComponent(eventId)}`)}
          {...(canEdit ? { onReplay } : {})}
        />
      )}
      {event !== null && <EventFacts event={event} />}
    </div>
  );
}
