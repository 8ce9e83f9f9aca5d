import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';

export interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** The question before a draft is lost. The browser's own dialog: it is part of the first load, and stands above every other. */
export function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return createPortal(
    <dialog
      ref={dialog}
      className="leave"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onStay();
      }}
    >
      <div className="form">
        <h2 id={title}>{__('Leave without saving?', 'warp')}</h2>
        <p>{__('Your changes are not saved yet. If you leave, they are lost.', 'warp')}</p>
        <div className="actions">
          <Button variant="primary" onClick={onStay}>
            {__('Keep editing', 'warp')}
          </Button>
          <Button variant="tertiary" isDestructive onClick={onLeave}>
            {__('Leave without saving', 'warp')}
          </Button>
        </div>
      </div>
    </dialog>,
    document.body,
  );
}
