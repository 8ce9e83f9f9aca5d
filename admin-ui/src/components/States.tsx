import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

/** Space held while something loads, in the shape of a block; others are in Skeletons.tsx. */
export const Loading = ({ height = 120 }: { height?: number }) => (
  <div className="skeleton" style={{ height }} role="status" aria-label={__('Loading', 'warp')} />
);

export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <strong>{title}</strong>
    {children}
  </div>
);

export const ErrorState = ({ message, onRetry }: { message: string; onRetry: () => void }) => (
  <div className="empty" role="alert">
    <strong>{__('This could not be loaded', 'warp')}</strong>
    <span>{message}</span>
    <Button variant="secondary" onClick={onRetry}>
      {__('Try again', 'warp')}
    </Button>
  </div>
);
