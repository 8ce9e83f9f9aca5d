import { Button, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type ReactNode, useState } from 'react';
import type { Destination, TestResult } from '../../api/types.js';
import { Empty } from '../states/States.js';
import { Account, type AccountProps, needsAccount } from './Account.js';
import { DestinationEditor, type DestinationEditorProps } from './DestinationEditor.js';

export interface DestinationsProps extends Pick<AccountProps, 'onConnect' | 'onDisconnect'>, Pick<DestinationEditorProps, 'plugins' | 'onSave'> {
  readonly destinations: readonly Destination[];
  readonly canEdit: boolean;
  readonly onToggle: (destination: Destination, enabled: boolean) => Promise<void>;
  readonly onDelete: (destination: Destination) => Promise<void>;
  readonly onTest: (destination: Destination) => Promise<TestResult>;
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
  const [result, setResult] = useState<TestResult>();
  const [testing, setTesting] = useState(false);
  const test = async (): Promise<void> => {
    setTesting(true);
    setResult(await onTest(destination).catch((error: Error) => ({ ok: false, code: 'error', message: error.message })));
    setTesting(false);
  };
  return (
    <div className="destination">
      <div className="grow">
        <strong>{nameOf(destination)}</strong> <span className="soft">{destination.name === pluginName ? '' : pluginName}</span>
        <div>
          <DestinationStatus destination={destination} />
        </div>
        {result !== undefined && <div className={result.ok ? 'change up' : 'field-error'}>{result.ok ? `✓ ${result.message}` : result.message}</div>}
      </div>
      {canEdit && (
        <>
          <ToggleControl __nextHasNoMarginBottom label={__('On', 'warp')} checked={destination.enabled} onChange={(on) => void onToggle(destination, on)} />
          <Button size="small" variant="secondary" isBusy={testing} onClick={() => void test()}>
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
      <Account destination={destination} canEdit={canEdit} onConnect={onConnect} onDisconnect={onDisconnect} />
    </div>
  );
}

/** Whether events go there. */
export function DestinationStatus({ destination }: { destination: Destination }) {
  // The account says more below.
  if (destination.enabled && needsAccount(destination)) return <span className="badge bad">{__('No access', 'warp')}</span>;
  if (destination.status === 'paused') return <span className="badge bad">{destination.status_reason ?? __('Paused', 'warp')}</span>;
  return destination.enabled ? <span className="badge good">{__('Sending', 'warp')}</span> : <span className="badge">{__('Off', 'warp')}</span>;
}
