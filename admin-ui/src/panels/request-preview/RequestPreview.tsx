import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Previewed, StoredEvent } from '../../api/deliveries.js';
import type { Incomplete } from '../../api/queries/destinations.js';
import { type QueryState, QueryView } from '../../components/QueryView.js';
import { FormSkeleton } from '../../components/Skeletons.js';
import { Empty } from '../../components/States.js';
import { moment, pathOf, readable } from '../../format.js';
import { PreviewView } from './PreviewView.js';

export interface RequestPreviewProps {
  /** To choose from, newest first. */
  readonly events: readonly StoredEvent[];
  readonly eventId: string | undefined;
  readonly onChoose: (eventId: string) => void;
  readonly preview: QueryState<Previewed | Incomplete>;
  /** Whether it is drawn with rules that are not saved yet. */
  readonly isProposed: boolean;
}

/** The exact request a stored event becomes. */
export function RequestPreview({ events, eventId, onChoose, preview, isProposed }: RequestPreviewProps) {
  if (events.length === 0)
    return (
      <Empty title={__('No event yet', 'warp')}>
        <span>{__('With the first stored event, its exact request is shown here.', 'warp')}</span>
      </Empty>
    );
  return (
    <div className="form">
      <SelectControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        label={__('Event', 'warp')}
        value={eventId ?? ''}
        options={events.map(({ event_id, event_type, timestamp, page_url }) => ({
          value: event_id,
          label: [readable(event_type), moment(timestamp), pathOf(page_url)].filter((part) => part !== '').join(' · '),
        }))}
        onChange={onChoose}
      />
      <p className="soft">
        {isProposed ? __('As it would be sent with your changes. Nothing leaves, and secrets are shown by their names.', 'warp') : __('As it is sent now. Nothing leaves, and secrets are shown by their names.', 'warp')}
      </p>
      <QueryView query={preview} skeleton={<FormSkeleton count={2} />}>
        {(shown) => ('incomplete' in shown ? <Unfinished {...shown} /> : <PreviewView preview={shown.gives} />)}
      </QueryView>
    </div>
  );
}

const Unfinished = ({ incomplete }: Incomplete) => (
  <div className="notice warn">
    <b>{__('The rules are not complete yet.', 'warp')}</b> {incomplete}
  </div>
);
