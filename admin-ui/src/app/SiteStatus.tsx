import { __ } from '@wordpress/i18n';
import type { Site } from '../api/types.js';

/** Whether a site's events arrive. */
export function SiteStatus({ site }: { site: Pick<Site, 'status' | 'installed'> }) {
  if (site.status === 'paused') return <span className="badge">{__('Paused', 'warp')}</span>;
  if (site.status === 'error') return <span className="badge bad">{__('Error', 'warp')}</span>;
  return site.installed ? <span className="badge good">{__('Active', 'warp')}</span> : <span className="badge warn">{__('Not installed yet', 'warp')}</span>;
}
