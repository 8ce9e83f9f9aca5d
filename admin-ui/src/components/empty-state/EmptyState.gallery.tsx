import { Button } from '@wordpress/components';
import { chartBar } from '@wordpress/icons';
import type { Gallery } from '../../../gallery/gallery.js';
import { EmptyState } from './EmptyState.js';

export const gallery: Gallery = {
  title: 'EmptyState',
  examples: {
    'none in this range': () => <EmptyState title="No purchases from Nov 1 to 28">The last one was on Oct 30.</EmptyState>,
    'none yet': () => (
      <EmptyState icon={chartBar} title="No goals yet" actions={<Button variant="primary">Add goal</Button>}>
        A goal counts what matters to you: a sign-up, a download, a page that was reached.
      </EmptyState>
    ),
  },
};
