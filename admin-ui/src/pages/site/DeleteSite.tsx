import { Button, Modal, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useDeleteSite } from '../../api/queries/sites.js';
import type { Site } from '../../api/types.js';

/** Deletes a site, once its name is typed. It can be restored for a while from the list of sites. */
export function DeleteSite({ site }: { site: Site }) {
  const [asking, setAsking] = useState(false);
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
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const { mutate: remove, error, isPending } = useDeleteSite();
  return (
    <Modal title={sprintf(/* translators: %s: name of a site */ __('Delete %s', 'warp'), site.name)} onRequestClose={onClose} size="small">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          remove({ id: site.id, confirm: typed }, { onSuccess: () => void navigate('/sites') });
        }}
      >
        {error !== null && (
          <div className="notice bad" role="alert">
            {error.message}
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
          <Button variant="primary" isDestructive type="submit" disabled={isPending || typed.trim() !== site.name.trim()}>
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
