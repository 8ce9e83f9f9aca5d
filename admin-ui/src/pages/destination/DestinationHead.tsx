import { Button, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { Link } from 'react-router';
import type { DestinationActions } from '../../api/queries/destinations.js';
import { useRight } from '../../api/queries/me.js';
import type { Destination, PluginInfo } from '../../api/types.js';
import { StateBadge } from '../../components/StateBadge.js';
import { Account } from '../../panels/destinations/Account.js';
import { TestOutcome, useConnectionTest } from '../../panels/destinations/ConnectionTest.js';
import { DestinationEditor } from '../../panels/destinations/DestinationEditor.js';
import { StateReason } from '../../panels/destinations/Destinations.js';

export interface DestinationHeadProps {
  readonly siteId: string;
  readonly siteName: string;
  readonly destination: Destination;
  readonly plugins: readonly PluginInfo[];
  readonly actions: DestinationActions;
}

/** A destination's name and state, and what can be done with the whole of it. */
export function DestinationHead({ siteId, siteName, destination, plugins, actions }: DestinationHeadProps) {
  const canEdit = useRight('destinations.write');
  const [editing, setEditing] = useState(false);
  const test = useConnectionTest(destination, actions.onTest);
  const plugin = plugins.find(({ id }) => id === destination.plugin);
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <span className="trail soft">
            <Link to="/sites">{__('Sites', 'warp')}</Link> / <Link to={`/sites/${siteId}`}>{siteName}</Link>
          </span>
          <h1>
            {destination.name} <StateBadge state={destination.state} />
          </h1>
          <StateReason destination={destination} />
          {plugin !== undefined && (
            <span className="soft">
              {plugin.name} ·{' '}
              <a href={plugin.vendor_docs} target="_blank" rel="noreferrer">
                {__('the platform’s guide', 'warp')}
              </a>
            </span>
          )}
        </div>
        {canEdit && (
          <div className="head-actions">
            <ToggleControl __nextHasNoMarginBottom label={__('On', 'warp')} checked={destination.enabled} onChange={(on) => void actions.onToggle(destination, on)} />
            <Button variant="secondary" isBusy={test.busy} disabled={test.busy} onClick={() => test.run()}>
              {__('Test', 'warp')}
            </Button>
            <Button variant="secondary" onClick={() => setEditing(true)}>
              {__('Settings', 'warp')}
            </Button>
          </div>
        )}
      </div>
      <TestOutcome test={test} />
      {destination.oauth !== null && (
        <section className="card">
          <div className="body">
            <Account destination={destination} canEdit={canEdit} onConnect={actions.onConnect} onDisconnect={actions.onDisconnect} />
          </div>
        </section>
      )}
      {editing && <DestinationEditor editing={destination} plugins={plugins} onSave={actions.onSave} onClose={() => setEditing(false)} />}
    </>
  );
}
