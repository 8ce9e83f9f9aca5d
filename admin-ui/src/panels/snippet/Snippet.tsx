import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { SiteState } from '../../api/types.js';

type Way = 'html' | 'wordpress' | 'gtm';

const WAYS: readonly { readonly id: Way; readonly name: string; readonly text: string }[] = [
  { id: 'html', name: 'HTML', text: __('Put this into the <head> of every page, as far up as you can.', 'warp') },
  { id: 'wordpress', name: 'WordPress', text: __('Install the Warp plugin and paste the connection code; it puts the script in for you.', 'warp') },
  { id: 'gtm', name: 'Tag Manager', text: __('Add a Custom HTML tag with this content, triggered on all pages.', 'warp') },
];

/** A site's script and how it gets into the pages. */
export function Snippet({ snippet, state, reason }: { snippet: string; state: SiteState; reason: string }) {
  const [way, setWay] = useState<Way>('html');
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(snippet).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    });
  };
  return (
    <div className="form">
      <InstallationNotice state={state} reason={reason} />
      <div className="tabs" role="group" aria-label={__('Way of installing', 'warp')}>
        {WAYS.map(({ id, name }) => (
          <button key={id} type="button" aria-pressed={way === id} onClick={() => setWay(id)}>
            {name}
          </button>
        ))}
      </div>
      <p className="soft">{WAYS.find(({ id }) => id === way)?.text}</p>
      {way !== 'wordpress' && (
        <>
          <pre className="snippet">{snippet}</pre>
          <div>
            <Button variant="secondary" onClick={copy}>
              {copied ? __('Copied ✓', 'warp') : __('Copy', 'warp')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** Whether events come in. */
function InstallationNotice({ state, reason }: { state: SiteState; reason: string }) {
  if (state === 'not_installed') return <div className="notice">{__('Waiting for the first event. Open a page of the site after installing the script.', 'warp')}</div>;
  if (state === 'silent') return <div className="notice warn">{`${reason} ${__('Check that the script is still on the site’s pages.', 'warp')}`}</div>;
  return state === 'paused' ? <div className="notice warn">{reason}</div> : <div className="notice good">{__('The script is installed and events come in.', 'warp')}</div>;
}
