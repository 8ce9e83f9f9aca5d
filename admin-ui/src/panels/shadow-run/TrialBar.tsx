import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { count } from '../../format.js';

/** On how many of the latest events a change can be tried. */
const SIZES = [100, 1000] as const;

export interface TrialBarProps {
  readonly fault: string | undefined;
  readonly onTry: (last: number) => Promise<void>;
  readonly onSave: () => Promise<void>;
  readonly onDiscard: () => void;
}

/** What can be done with changes that are not saved yet. */
export function TrialBar({ fault, onTry, onSave, onDiscard }: TrialBarProps) {
  const [busy, setBusy] = useState<'save' | number>();
  const run = async (what: 'save' | number): Promise<void> => {
    setBusy(what);
    await (what === 'save' ? onSave() : onTry(what));
    setBusy(undefined);
  };
  return (
    <div className="trial-bar" role="region" aria-label={__('Changes', 'warp')}>
      <div className="grow">
        <b>{__('Your changes are not saved yet.', 'warp')}</b>
        {fault === undefined ? (
          <div className="soft">{__('Try them on stored events first: nothing is sent.', 'warp')}</div>
        ) : (
          <div className="field-error" role="alert">
            {fault}
          </div>
        )}
      </div>
      {SIZES.map((size) => (
        <Button key={size} variant="secondary" isBusy={busy === size} disabled={busy !== undefined} onClick={() => void run(size)}>
          {
            // translators: %s: a number.
            sprintf(__('Try on the last %s', 'warp'), count(size))
          }
        </Button>
      ))}
      <Button variant="primary" isBusy={busy === 'save'} disabled={busy !== undefined} onClick={() => void run('save')}>
        {__('Save', 'warp')}
      </Button>
      <Button variant="tertiary" disabled={busy !== undefined} onClick={onDiscard}>
        {__('Discard', 'warp')}
      </Button>
    </div>
  );
}
