import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { TopSite } from '../../api/types.js';
import { count, percent } from '../../format.js';
import { Empty } from '../../components/States.js';

export interface TopSitesProps {
  readonly sites: readonly TopSite[];
  /** How a site's name is shown, such as a link. */
  readonly nameOf: (site: TopSite) => ReactNode;
}

export function TopSites({ sites, nameOf }: TopSitesProps) {
  if (sites.length === 0) return <Empty title={__('No events in this period', 'warp')} />;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{__('Site', 'warp')}</th>
          <th className="right">{__('Events', 'warp')}</th>
          <th className="right">{__('Sessions', 'warp')}</th>
          <th className="right">{__('Conv.', 'warp')}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <tr key={site.site_id}>
            <td>{nameOf(site)}</td>
            <td className="right number">{count(site.events)}</td>
            <td className="right number">{count(site.sessions)}</td>
            <td className="right number">{percent(site.conversion_rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
