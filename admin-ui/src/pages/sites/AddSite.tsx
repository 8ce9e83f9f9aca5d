import { Button, Modal, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useAddSite } from '../../api/queries/sites.js';
import { ApiError } from '../../api/transport.js';
import { useTypedDraft } from '../../components/drafts.js';
import { Fault } from '../../components/Fault.js';

/** Adds a site, and goes to it. */
export function AddSite({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [domain, setDomain] = useState('');
  const draft = useTypedDraft();
  const { mutate: add, error, isPending } = useAddSite();
  const errors = error instanceof ApiError ? error.errors : [];
  const save = (event: FormEvent): void => {
    event.preventDefault();
    add(
      { name, domain },
      {
        onSuccess: ({ id }) => {
          draft.clear();
          void navigate(`/sites/${id}`);
        },
      },
    );
  };
  const close = (): void => draft.leave(onClose);
  return (
    <Modal title={__('Add site', 'warp')} onRequestClose={close} size="small">
      <form className="form" onSubmit={save} onInput={draft.onInput}>
        {error !== null && errors.length === 0 && (
          <div className="notice bad" role="alert">
            {error.message}
          </div>
        )}
        <div>
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Name', 'warp')} required value={name} onChange={setName} />
          <Fault errors={errors} field="name" />
        </div>
        <div>
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Domain', 'warp')} placeholder="shop.example" required value={domain} onChange={setDomain} />
          <Fault errors={errors} field="domain" />
        </div>
        <div className="actions">
          <Button variant="primary" type="submit" isBusy={isPending} disabled={isPending}>
            {__('Add site', 'warp')}
          </Button>
          <Button variant="tertiary" onClick={close}>
            {__('Cancel', 'warp')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
