import { __ } from '@wordpress/i18n';
import type { ComponentType } from 'react';
import type { Right } from './api/types.js';

/** A page of the dashboard. */
export interface PageRoute {
  /** As react-router and the core (Fastify) both read it: `:name` stands for one part. */
  readonly path: string;
  readonly title: () => string;
  /** Without it the page is not shown; null: for everybody who is logged in. */
  readonly right: Right | null;
  /** Its code is loaded when it is first opened. */
  readonly page: () => Promise<{ readonly default: ComponentType }>;
  /** Stands alone, without navigation around it. */
  readonly isBare?: boolean;
}

/** The only list of pages. The build writes it to dist/routes.json, from which the core knows what it serves the dashboard for. */
export const ROUTES: readonly PageRoute[] = [
  { path: '/', title: () => __('Overview', 'warp'), right: 'sites.read', page: () => import('./pages/overview/index.js') },
  { path: '/sites', title: () => __('Sites', 'warp'), right: 'sites.read', page: () => import('./pages/sites/index.js') },
  { path: '/sites/:siteId', title: () => __('Site', 'warp'), right: 'sites.read', page: () => import('./pages/site/index.js') },
  { path: '/sites/:siteId/events', title: () => __('Events', 'warp'), right: 'sites.read', page: () => import('./pages/events/index.js') },
  { path: '/sites/:siteId/destinations/:destinationId', title: () => __('Destination', 'warp'), right: 'sites.read', page: () => import('./pages/destination/index.js') },
  { path: '/deliveries', title: () => __('Deliveries', 'warp'), right: 'sites.read', page: () => import('./pages/deliveries/index.js') },
  { path: '/enrichments', title: () => __('Enrichments', 'warp'), right: 'system.read', page: () => import('./pages/enrichments/index.js') },
  { path: '/connect/wordpress', title: () => __('Connect WordPress', 'warp'), right: null, page: () => import('./pages/connect-wordpress/index.js'), isBare: true },
];
