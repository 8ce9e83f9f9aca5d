import { Button, Modal, SearchControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError } from '../api/transport.js';
import type { FieldError, Site } from '../api/types.js';
import { ago, count } from '../format.js';
import { StateBadge } from '../panels/state-badge/StateBadge.js';
import { Empty, ErrorState, Loading } from '../panels/states/States.js';
import { DeletedSites } from './DeletedSites.js';
import { useCanEdit, useSession } from './session.js';
import { dataOf, useLoad } from '../api/use-load.js';

/** All sites a person may see. */
export function SitesRoom() {
  const { transport, user } = useSession();
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [sites, reload] = useLoad(search, () => transport.request<{ items: Site[] }>('GET', `/api/sites?page_size=100&search=${encodeURIComponent(search)}`));
  const canAdd = useCanEdit() && user?.role !== 'agency_manager';
  const items = dataOf(sites)?.items;
  return (
    <>
      <div className="room-head">
        <h1 className="grow">{__('Sites', 'warp')}</h1>
        <SearchControl __nextHasNoMarginBottom label={__('Search', 'warp')} value={search} onChange={setSearch} />
        {canAdd && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            {__('Add site', 'warp')}
          </Button>
        )}
      </div>
      <section className="card">
        <div className="body">
          {sites.is === 'failed' && <ErrorState message={sites.message} onRetry={reload} />}
          {sites.is !== 'failed' && items === undefined && <Loading height={220} />}
          {items !== undefined && (items.length === 0 ? <NoSites searched={search !== ''} /> : <SiteTable sites={items} />)}
        </div>
      </section>
      <DeletedSites onRestored={reload} />
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

function AddSite({ onClose }: { onClose: () => void }) {
  const { transport } = useSession();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [domain, setDomain] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [fault, setFault] = useState<string>();
  const save = async (): Promise<void> => {
    setErrors([]);
    setFault(undefined);
    try {
      const site = await transport.request<Site>('POST', '/api/sites', { name, domain });
      await navigate(`/sites/${site.id}`);
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0) setErrors(error.errors);
      else setFault((error as Error).message);
    }
  };
  const errorOf = (field: string) => {
    const error = errors.find((candidate) => candidate.field === field);
    return error === undefined ? null : (
      <div className="field-error" role="alert">
        {error.message}
      </div>
    );
  };
  return (
    <Modal title={__('Add site', 'warp')} onRequestClose={onClose} size="small">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {fault !== undefined && (
          <div className="notice bad" role="alert">
            {fault}
          </div>
        )}
        <div>
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Name', 'warp')} required value={name} onChange={setName} />
          {errorOf('name')}
        </div>
        <div>
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Domain', 'warp')} placeholder="shop.example" required value={domain} onChange={setDomain} />
          {errorOf('domain')}
        </div>
        <div className="actions">
          <Button variant="primary" type="submit">
            {__('Add site', 'warp')}
          </Button>
          <Button variant="tertiary" onClick={onClose}>
            {__('Cancel', 'warp')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
