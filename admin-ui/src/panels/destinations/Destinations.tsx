import { Button, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type ReactNode, useState } from 'react';
import type { Destination } from '../../api/types.js';
import { StateBadge } from '../../components/StateBadge.js';
import { Empty } from '../../components/States.js';
import { Account, type AccountProps, needsAccount } from './Account.js';
import { type OnTest, TestOutcome, useConnectionTest } from './ConnectionTest.js';
import { DestinationEditor, type DestinationEditorProps } from './DestinationEditor.js';

export interface DestinationsProps extends Pick<AccountProps, 'onConnect' | 'onDisconnect'>, Pick<DestinationEditorProps, 'plugins' | 'onSave'> {
  readonly destinations: readonly Destination[];
  readonly canEdit: boolean;
  readonly onToggle: (destination: Destination, enabled: boolean) => Promise<void>;
  readonly onDelete: (destination: Destination) => Promise<void>;
  readonly onTest: OnTest;
  /** The destination's name, as a link where there is something to link to. */
  readonly nameOf?: (destination: Destination) => ReactNode;
}

/** Where a site's events go. */
export function Destinations(props: DestinationsProps) {
  const { destinations, plugins, canEdit } = props;
  const [editing, setEditing] = useState<Destination | 'new'>();
  return (
    <>
      {destinations.length === 0 && (
        <Empty title={__('No destination yet', 'warp')}>
          <span>{__('Add one to send this site’s events on to the platforms you use.', 'warp')}</span>
        </Empty>
      )}
      {destinations.map((destination) => (
        <Row
          key={destination.id}
          destination={destination}
          pluginName={plugins.find(({ id }) => id === destination.plugin)?.name ?? destination.plugin}
          onEdit={() => setEditing(destination)}
          {...props}
        />
      ))}
      {canEdit && (
        <p>
          <Button variant="secondary" onClick={() => setEditing('new')}>
            {__('Add destination', 'warp')}
          </Button>
        </p>
      )}
      {editing !== undefined && <DestinationEditor editing={editing} onClose={() => setEditing(undefined)} {...props} />}
    </>
  );
}

interface RowProps extends DestinationsProps {
  readonly destination: Destination;
  readonly pluginName: string;
  readonly onEdit: () => void;
}

function Row({ destination, pluginName, canEdit, onEdit, onToggle, onDelete, onTest, onConnect, onDisconnect, nameOf = ({ name }) => name }: RowProps) {
  const test = useConnectionTest(destination, onTest);
  return (
    <div className="destination">
      <div className="grow">
        <strong>{nameOf(destination)}</strong> <span className="soft">{destination.name === pluginName ? '' : pluginName}</span>
        <div>
          <StateBadge state={destination.state} />
        </div>
      </div>
      {canEdit && (
        <>
          <ToggleControl __nextHasNoMarginBottom label={__('On', 'warp')} checked={destination.enabled} onChange={(on) => void onToggle(destination, on)} />
          <Button size="small" variant="secondary" isBusy={test.busy} disabled={test.busy} onClick={() => test.run()}>
            {__('Test', 'warp')}
          </Button>
          <Button size="small" variant="secondary" onClick={onEdit}>
            {__('Edit', 'warp')}
          </Button>
          <Button
            size="small"
            variant="tertiary"
            isDestructive
            onClick={() => {
              if (confirm(__('Remove this destination? Events waiting for it will not be sent.', 'warp'))) void onDelete(destination);
            }}
          >
            {__('Remove', 'warp')}
          </Button>
        </>
      )}
      <StateReason destination={destination} />
      <TestOutcome test={test} />
      <Account destination={destination} canEdit={canEdit} onConnect={onConnect} onDisconnect={onDisconnect} />
    </div>
  );
}

/** Why a destination is in its state; the row of its account says itself what is wrong with that. */
export const StateReason = ({ destination }: { destination: Destination }) =>
  destination.state === 'paused' && needsAccount(destination) ? null : <div className="soft state-reason">{destination.state_reason}</div>;
