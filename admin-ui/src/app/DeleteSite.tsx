import { Button, Modal, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Site } from '../api/types.js';
import { useCanDelete, useSession } from './session.js';

/** Deletes a site, once its name is typed. It can be restored for a while from the list of sites. */
export function DeleteSite({ site }: { site: Site }) {
  const canDelete = useCanDelete();
  const [asking, setAsking] = useState(false);
  if (!canDelete) return null;
  return (
    <>
      <Button variant="secondary" isDestructive onClick={() => setAsking(true)}>
        {__('Delete site', 'warp')}
      </Button>
      {asking && <DeleteSiteDialog site={site} onClose={() => setAsking(false)} />}
    </>
  );
}

function DeleteSiteDialog({ site, onClose }: { site: Site; onClose: () => void }) {
  const { transport } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const remove = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await transport.request('DELETE', `/api/sites/${site.id}`, { confirm: typed });
      await navigate('/sites');
    } catch (error) {
      setFault((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <Modal title={sprintf(/* translators: %s: name of a site */ __('Delete %s', 'warp'), site.name)} onRequestClose={onClose} size="small">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void remove();
        }}
      >
        {fault !== undefined && (
          <div className="notice bad" role="alert">
            {fault}
          </div>
        )}
        <p>{__('Its script stops at once, nothing more is sent to its destinations, and its numbers are no longer shown. You can restore it from the list of sites until the time that is shown there; then everything stored for it is removed for good.', 'warp')}</p>
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          label={sprintf(/* translators: %s: name of a site */ __('Type “%s” to confirm', 'warp'), site.name)}
          autoComplete="off"
          value={typed}
          onChange={setTyped}
        />
        <div className="actions">
          <Button variant="primary" isDestructive type="submit" disabled={busy || typed.trim() !== site.name.trim()}>
            {__('Delete site', 'warp')}
          </Button>
          <Button variant="tertiary" onClick={onClose}>
            {__('Cancel', 'warp')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
