import { createRoot } from '@wordpress/element';
import type { ReactElement } from 'react';
import './panels.scss';
import { SiteTransport } from './site-transport.js';

/** What PHP tells a panel, in the data attributes of its element. */
export interface Site {
  readonly transport: SiteTransport;
  readonly settingsUrl: string;
  readonly roomUrl: string;
}

/** Draws into every element marked for this panel. */
export function mount(panel: string, draw: (site: Site) => ReactElement): void {
  for (const element of document.querySelectorAll<HTMLElement>(`.warp-panels[data-panel="${panel}"]`)) {
    const { root = '', settings = '', room = '' } = element.dataset;
    createRoot(element).render(draw({ transport: new SiteTransport(root), settingsUrl: settings, roomUrl: room }));
  }
}
