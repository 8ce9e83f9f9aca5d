import { Button, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';

/** A code as it is shown, once. */
export function ConnectionCode({ code, onClose }: { code: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <Modal title={__('Connection code', 'warp')} onRequestClose={onClose} size="medium">
      <div className="form">
        <p>{__('Paste it in WordPress under Settings → Warp. It is a password: whoever has it can send events for this site and read its figures. It is shown this once.', 'warp')}</p>
        <pre className="snippet">{code}</pre>
        <div className="actions">
          <Button variant="primary" onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}>
            {copied ? __('Copied ✓', 'warp') : __('Copy', 'warp')}
          </Button>
          <Button variant="tertiary" onClick={onClose}>
            {__('Close', 'warp')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
