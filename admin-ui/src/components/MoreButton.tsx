import { Button } from '@wordpress/components';
import type { ReactNode } from 'react';

export interface MoreButtonProps {
  /** Asks for the next part of a list; undefined: there is none. */
  readonly onMore: (() => void) | undefined;
  readonly busy: boolean;
  readonly label: string;
  /** Beside the button, such as how many there are. */
  readonly children?: ReactNode;
}

/** The end of a list that goes on. */
export const MoreButton = ({ onMore, busy, label, children }: MoreButtonProps) =>
  onMore === undefined ? null : (
    <div className="more">
      <Button variant="secondary" isBusy={busy} disabled={busy} onClick={onMore}>
        {label}
      </Button>
      {children}
    </div>
  );
