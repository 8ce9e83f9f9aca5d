import { Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { Enrichment } from '../../api/enrichments.js';
import type { FieldError } from '../../api/types.js';
import { useTypedDraft } from '../../components/drafts.js';
import { SchemaForm } from '../../schema-form/SchemaForm.js';
import type { Values } from '../../schema-form/values.js';

export interface EnrichmentEditorProps {
  readonly enrichment: Enrichment;
  /** Answers with the wrong fields; none: it is saved. */
  readonly onSave: (enrichment: Enrichment, settings: Values) => Promise<readonly FieldError[]>;
  readonly onClose: () => void;
}

/** A source's settings. */
export function EnrichmentEditor({ enrichment, onSave, onClose }: EnrichmentEditorProps) {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const draft = useTypedDraft();
  const close = (): void => draft.leave(onClose);
  const save = async (settings: Values): Promise<void> => {
    setBusy(true);
    const faults = await onSave(enrichment, settings).catch((error: Error) => [{ field: '', rule: '', message: error.message }]);
    setBusy(false);
    setErrors(faults);
    if (faults.length > 0) return;
    draft.clear();
    onClose();
  };
  return (
    <Modal title={enrichment.name} onRequestClose={close} size="medium">
      <div className="form" onInput={draft.onInput}>
        {errors
          .filter(({ field }) => !field.startsWith('settings.'))
          .map(({ message }) => (
            <div className="notice bad" role="alert" key={message}>
              {message}
            </div>
          ))}
        <SchemaForm
          schema={enrichment.settings_schema}
          values={enrichment.settings}
          errors={errors}
          errorPrefix="settings."
          submitLabel={__('Save', 'warp')}
          busy={busy}
          onSubmit={(settings) => void save(settings)}
          onCancel={close}
        />
      </div>
    </Modal>
  );
}
