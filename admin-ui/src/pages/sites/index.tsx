import { Button, SearchControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRight } from '../../api/queries/me.js';
import { useSites } from '../../api/queries/sites.js';
import type { Site } from '../../api/types.js';
import { MoreButton } from '../../components/MoreButton.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { StateBadge } from '../../components/StateBadge.js';
import { Empty } from '../../components/States.js';
import { useTitle } from '../../components/use-title.js';
import { ago, count } from '../../format.js';
import { AddSite } from './AddSite.js';
import { DeletedSites } from './DeletedSites.js';

/** All sites a person may see. The address names what is searched for. */
export default function SitesPage() {
  useTitle(__('Sites', 'warp'));
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const [adding, setAdding] = useState(false);
  const sites = useSites(search);
  const canAdd = useRight('sites.create');
  const canRestore = useRight('sites.delete');
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{__('Sites', 'warp')}</h1>
        <SearchControl
          __nextHasNoMarginBottom
          label={__('Search', 'warp')}
          value={search}
          onChange={(next) => setParams(next === '' ? {} : { search: next }, { replace: true, preventScrollReset: true })}
        />
        {canAdd && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            {__('Add site', 'warp')}
          </Button>
        )}
      </div>
      <section className="card">
        <div className="body">
          <QueryView query={sites} skeleton={<RowsSkeleton count={8} />}>
            {({ items, total }) =>
              items.length === 0 ? (
                <NoSites searched={search !== ''} />
              ) : (
                <>
                  <SiteTable sites={items} />
                  <MoreButton onMore={sites.onMore} busy={sites.isFetchingNextPage} label={__('Show more', 'warp')}>
                    <span className="soft number">
                      {
                        // translators: 1: a number, 2: a number.
                        sprintf(__('%1$s of %2$s', 'warp'), count(items.length), count(total))
                      }
                    </span>
                  </MoreButton>
                </>
              )
            }
          </QueryView>
        </div>
      </section>
      {canRestore && <DeletedSites />}
      {adding && <AddSite onClose={() => setAdding(false)} />}
    </>
  );
}

const NoSites = ({ searched }: { searched: boolean }) =>
  searched ? (
    <Empty title={__('No site has this in its name or domain', 'warp')} />
  ) : (
    <Empty title={__('No site yet', 'warp')}>
      <span>{__('Add the first one to get its script.', 'warp')}</span>
    </Empty>
  );

const SiteTable = ({ sites }: { sites: readonly Site[] }) => (
  <table className="table as-cards">
    <thead>
      <tr>
        <th>{__('Name', 'warp')}</th>
        <th>{__('Status', 'warp')}</th>
        <th>{__('Domain', 'warp')}</th>
        <th>{__('Script', 'warp')}</th>
        <th className="right">{__('Events today', 'warp')}</th>
        <th className="right">{__('Last event', 'warp')}</th>
      </tr>
    </thead>
    <tbody>
      {sites.map((site) => (
        <tr key={site.id}>
          <td>
            <Link to={`/sites/${site.id}`}>{site.name}</Link>
            {site.state !== 'active' && <div className="soft state-reason">{site.state_reason}</div>}
          </td>
          <td>
            <StateBadge state={site.state} />
          </td>
          <td className="domain">{site.domain}</td>
          <td className="secondary">
            <code>{site.script_id}</code>
          </td>
          <td className="right number">{count(site.events_today)}</td>
          <td className="right secondary">{site.last_event_at === null ? '–' : ago(site.last_event_at, Date.now())}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
