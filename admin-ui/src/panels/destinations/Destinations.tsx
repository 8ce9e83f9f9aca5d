import { Button, Modal, SelectControl, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { Destination, FieldError, PluginInfo, TestResult } from '../../api/types.js';
import { SchemaForm } from '../../schema-form/SchemaForm.js';
import type { Values } from '../../schema-form/values.js';
import { Empty } from '../states/States.js';
import { Account, type AccountProps, needsAccount } from './Account.js';
import { RedirectAddress } from './RedirectAddress.js';

export interface DestinationsProps extends Pick<AccountProps, 'onConnect' | 'onDisconnect'> {
  readonly destinations: readonly Destination[];
  readonly plugins: readonly PluginInfo[];
  readonly canEdit: boolean;
  /** Each answers with the wrong fields; none: it is done. */
  readonly onSave: (plugin: string, settings: Values, destination?: Destination) => Promise<readonly FieldError[]>;
  readonly onToggle: (destination: Destination, enabled: boolean) => Promise<void>;
  readonly onDelete: (destination: Destination) => Promise<void>;
  readonly onTest: (destination: Destination) => Promise<TestResult>;
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
      {editing !== undefined && <Editor editing={editing} onClose={() => setEditing(undefined)} {...props} />}
    </>
  );
}

interface RowProps extends DestinationsProps {
  readonly destination: Destination;
  readonly pluginName: string;
  readonly onEdit: () => void;
}

function Row({ destination, pluginName, canEdit, onEdit, onToggle, onDelete, onTest, onConnect, onDisconnect }: RowProps) {
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
        <strong>{destination.name}</strong> <span className="soft">{destination.name === pluginName ? '' : pluginName}</span>
        <div>
          <Status destination={destination} />
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

function Status({ destination }: { destination: Destination }) {
  // The account says more below.
  if (destination.enabled && needsAccount(destination)) return <span className="badge bad">{__('No access', 'warp')}</span>;
  if (destination.status === 'paused') return <span className="badge bad">{destination.status_reason ?? __('Paused', 'warp')}</span>;
  return destination.enabled ? <span className="badge good">{__('Sending', 'warp')}</span> : <span className="badge">{__('Off', 'warp')}</span>;
}

function Editor({ editing, plugins, onSave, onClose }: DestinationsProps & { editing: Destination | 'new'; onClose: () => void }) {
  const choices = plugins.filter(({ kind, error }) => kind === 'destination' && error === undefined);
  const known = editing === 'new' ? undefined : editing;
  const [pluginId, setPluginId] = useState(known?.plugin ?? choices[0]?.id ?? '');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const plugin = choices.find(({ id }) => id === pluginId);
  const save = async (settings: Values): Promise<void> => {
    setBusy(true);
    const faults = await onSave(pluginId, settings, known).catch((error: Error) => [{ field: '', rule: '', message: error.message }]);
    setBusy(false);
    setErrors(faults);
    if (faults.length === 0) onClose();
  };
  const general = errors.filter(({ field }) => !field.startsWith('settings.'));
  return (
    <Modal title={known === undefined ? __('Add destination', 'warp') : known.name} onRequestClose={onClose} size="medium">
      <div className="form">
        {known === undefined && (
          <SelectControl
            __nextHasNoMarginBottom
            __next40pxDefaultSize
            label={__('Platform', 'warp')}
            value={pluginId}
            options={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setPluginId}
          />
        )}
        {general.map(({ message }) => (
          <div className="notice bad" role="alert" key={message}>
            {message}
          </div>
        ))}
        {plugin?.oauth !== undefined && known?.oauth?.connected !== true && <RedirectAddress address={plugin.oauth.redirect_uri} />}
        {plugin === undefined ? (
          <div className="notice warn">{__('The plugin of this destination is not loaded.', 'warp')}</div>
        ) : (
          <SchemaForm
            key={pluginId}
            schema={plugin.settings}
            {...(known === undefined ? {} : { values: known.settings })}
            hidden={known?.oauth?.connected === true ? (plugin.oauth?.fills ?? []) : []}
            errors={errors}
            errorPrefix="settings."
            submitLabel={__('Save', 'warp')}
            busy={busy}
            onSubmit={(settings) => void save(settings)}
            onCancel={onClose}
          />
        )}
      </div>
    </Modal>
  );
}
