import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';

/** What the owner's application at the platform has to know, to the letter. */
export function RedirectAddress({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(address).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    });
  };
  return (
    <div className="notice">
      <div>{__('An account is connected through an application of yours at the platform. Give it this redirect address, exactly:', 'warp')}</div>
      <div className="copy-line">
        <code>{address}</code>
        <Button size="small" variant="secondary" onClick={copy}>
          {copied ? __('Copied ✓', 'warp') : __('Copy', 'warp')}
        </Button>
      </div>
    </div>
  );
}
