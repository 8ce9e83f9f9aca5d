import { Modal, SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { Destination, FieldError, PluginInfo } from '../../api/types.js';
import { useTypedDraft } from '../../components/drafts.js';
import { SchemaForm } from '../../schema-form/SchemaForm.js';
import type { Values } from '../../schema-form/values.js';
import { RedirectAddress } from './RedirectAddress.js';

export interface DestinationEditorProps {
  readonly editing: Destination | 'new';
  readonly plugins: readonly PluginInfo[];
  /** Answers with the wrong fields; none: it is done. */
  readonly onSave: (plugin: PluginInfo, settings: Values, destination?: Destination) => Promise<readonly FieldError[]>;
  readonly onClose: () => void;
}

/** A destination's settings, by its plugin's schema. */
export function DestinationEditor({ editing, plugins, onSave, onClose }: DestinationEditorProps) {
  const choices = plugins.filter(({ kind, error }) => kind === 'destination' && error === undefined);
  const known = editing === 'new' ? undefined : editing;
  const [pluginId, setPluginId] = useState(known?.plugin ?? choices[0]?.id ?? '');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const plugin = choices.find(({ id }) => id === pluginId);
  const draft = useTypedDraft();
  const close = (): void => draft.leave(onClose);
  const save = async (settings: Values): Promise<void> => {
    if (plugin === undefined) return;
    setBusy(true);
    const faults = await onSave(plugin, settings, known).catch((error: Error) => [{ field: '', rule: '', message: error.message }]);
    setBusy(false);
    setErrors(faults);
    if (faults.length > 0) return;
    draft.clear();
    onClose();
  };
  const general = errors.filter(({ field }) => !field.startsWith('settings.'));
  return (
    <Modal title={known === undefined ? __('Add destination', 'warp') : known.name} onRequestClose={close} size="medium">
      <div className="form" onInput={draft.onInput}>
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
            filledElsewhere={plugin.oauth?.fills ?? []}
            errors={errors}
            errorPrefix="settings."
            submitLabel={__('Save', 'warp')}
            busy={busy}
            onSubmit={(settings) => void save(settings)}
            onCancel={close}
          />
        )}
      </div>
    </Modal>
  );
}
