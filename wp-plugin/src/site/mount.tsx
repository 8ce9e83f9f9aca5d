import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from '@wordpress/element';
import type { ReactElement } from 'react';
import { OwnSiteApiProvider } from '../../../admin-ui/src/api/api-context.js';
import { createQueryClient } from '../../../admin-ui/src/api/queries/client.js';
import { ErrorBoundary } from '../../../admin-ui/src/components/ErrorBoundary.js';
import './panels.scss';
import { SiteTransport } from './site-transport.js';

/** What PHP tells a panel, in the data attributes of its element. */
export interface Site {
  readonly settingsUrl: string;
  readonly roomUrl: string;
}

/** Draws into every element marked for this panel. What fails in one of them leaves the rest of wp-admin alone. */
export function mount(panel: string, draw: (site: Site) => ReactElement): void {
  const client = createQueryClient();
  for (const element of document.querySelectorAll<HTMLElement>(`.warp-panels[data-panel="${panel}"]`)) {
    const { root = '', settings = '', room = '' } = element.dataset;
    createRoot(element).render(
      <QueryClientProvider client={client}>
        <OwnSiteApiProvider transport={new SiteTransport(root)}>
          <ErrorBoundary>{draw({ settingsUrl: settings, roomUrl: room })}</ErrorBoundary>
        </OwnSiteApiProvider>
      </QueryClientProvider>,
    );
  }
}
