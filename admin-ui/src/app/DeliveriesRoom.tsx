import { Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { DeadLetter, DeadLetterGroup, DestinationFigures, Page } from '../api/deliveries.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { usePages } from '../api/use-pages.js';
import { Groups } from '../panels/dead-letters/Groups.js';
import { Letters } from '../panels/dead-letters/Letters.js';
import { Health } from '../panels/deliveries/Health.js';
import { Card } from '../panels/states/Card.js';
import { Empty, ErrorState, Loading } from '../panels/states/States.js';
import { DeliveryFilters, type Filter, FILTERS, withFilter } from './DeliveryFilters.js';
import { EventDialog } from './EventDialog.js';
import { ReplayOf } from './ReplayOf.js';
import { useCanEdit, useSession } from './session.js';

/** Dead letters that are shown before somebody asks for more. */
const AT_ONCE = 20;

/** How deliveries go at all sites, what failed, and the way to send it again. The address names the filter. */
export function DeliveriesRoom() {
  const { transport } = useSession();
  const canEdit = useCanEdit();
  const [search, setSearch] = useSearchParams();
  const [replaying, setReplaying] = useState<DeadLetterGroup>();
  const [opened, setOpened] = useState<DeadLetter>();
  const filter = Object.fromEntries(FILTERS.map((name) => [name, search.get(name) ?? ''])) as Filter;
  const query = new URLSearchParams(FILTERS.flatMap((name) => (filter[name] === '' ? [] : [[name, filter[name]]])));
  const [health, reloadHealth] = useLoad('health', () => transport.request<{ items: DestinationFigures[] }>('GET', '/api/monitoring/destinations'));
  const [groups, reloadGroups] = useLoad('groups', () => transport.request<{ items: DeadLetterGroup[] }>('GET', '/api/dead-letters/groups'));
  const letters = usePages(`letters ${query}`, (cursor) => transport.request<Page<DeadLetter>>('GET', `/api/dead-letters?${new URLSearchParams([...query, ['limit', String(AT_ONCE)], ...(cursor === undefined ? [] : [['cursor', cursor]])])}`));
  const reload = (): void => {
    reloadHealth();
    reloadGroups();
    letters.reload();
  };

  const close = (): void => {
    setReplaying(undefined);
    setOpened(undefined);
    reload();
  };

  const everything = dataOf(health)?.items;
  const destinations = everything?.filter((destination) => matches(destination, filter, ['site_id', 'destination_id']));
  const all = dataOf(groups)?.items;
  const matching = all?.filter((group) => matches(group, filter, FILTERS));
  return (
    <>
      <div className="room-head">
        <div className="grow">
          <h1>{__('Deliveries', 'warp')}</h1>
          <span className="soft">{__('Whether events arrive at their destinations, and what to do about those that did not.', 'warp')}</span>
        </div>
      </div>
      <DeliveryFilters destinations={everything ?? []} groups={all ?? []} filter={filter} onChange={(name, value) => setSearch(withFilter(query, name, value), { replace: true, preventScrollReset: true })} />
      <Card title={__('Destinations, last 24 hours', 'warp')}>
        {health.is === 'failed' && <ErrorState message={health.message} onRetry={reloadHealth} />}
        {health.is !== 'failed' && destinations === undefined && <Loading height={160} />}
        {destinations?.length === 0 && (
          <Empty title={__('No destination yet', 'warp')}>
            <span>{__('Add one on a site’s page, to send its events on to the platforms you use.', 'warp')}</span>
          </Empty>
        )}
        {destinations !== undefined && destinations.length > 0 && <Health destinations={destinations} now={Date.now()} nameOf={NameAndSite} />}
      </Card>
      <Card title={__('What failed', 'warp')}>
        {groups.is === 'failed' && <ErrorState message={groups.message} onRetry={reloadGroups} />}
        {groups.is !== 'failed' && all === undefined && <Loading height={160} />}
        {all?.length === 0 && (
          <Empty title={__('Nothing failed', 'warp')}>
            <span>{__('Every event arrived, waits for its next try, or was left out on purpose. What a platform refuses for good is kept here for 30 days.', 'warp')}</span>
          </Empty>
        )}
        {all !== undefined && all.length > 0 && matching?.length === 0 && <Empty title={__('Nothing failed here', 'warp')} />}
        {matching !== undefined && matching.length > 0 && <Groups groups={matching} now={Date.now()} nameOf={DestinationLink} {...(canEdit ? { onReplay: setReplaying } : {})} />}
      </Card>
      {(letters.fault !== undefined || (letters.items?.length ?? 0) > 0) && (
        <Card title={__('One by one', 'warp')}>
          {letters.fault !== undefined && <ErrorState message={letters.fault} onRetry={letters.reload} />}
          {letters.items !== undefined && <Letters {...letters} letters={letters.items} now={Date.now()} onOpen={setOpened} nameOf={DestinationLink} />}
        </Card>
      )}
      {replaying !== undefined && (
        <Modal
          // translators: %s: name of a destination.
          title={sprintf(__('Send again to %s', 'warp'), replaying.destination_name)}
          size="medium"
          onRequestClose={close}
        >
          <ReplayOf
            siteId={replaying.site_id}
            destinationId={replaying.destination_id}
            destinationName={replaying.destination_name}
            filter={{ reason: replaying.reason }}
            onClose={close}
          />
        </Modal>
      )}
      {opened !== undefined && <EventDialog siteId={opened.site_id} eventId={opened.event_id} onClose={close} />}
    </>
  );
}

const matches = <T extends Partial<Filter>>(entry: T, filter: Filter, names: readonly (keyof Filter & keyof T)[]): boolean => names.every((name) => filter[name] === '' || filter[name] === entry[name]);

const DestinationLink = ({ site_id, destination_id, destination_name }: DeadLetter | DeadLetterGroup) => (
  <Link className="quiet-link" to={`/sites/${site_id}/destinations/${destination_id}`}>
    {destination_name}
  </Link>
);

const NameAndSite = ({ site_id, destination_id, name, site_name }: DestinationFigures) => (
  <>
    <Link to={`/sites/${site_id}/destinations/${destination_id}`}>{name}</Link> <span className="soft">· {site_name}</span>
  </>
);
