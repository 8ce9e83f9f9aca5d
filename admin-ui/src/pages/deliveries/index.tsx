import { Modal } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { DeadLetter, DeadLetterGroup, DestinationFigures } from '../../api/deliveries.js';
import { useDeadLetterGroups, useDeadLetters, useDestinationFigures } from '../../api/queries/deliveries.js';
import { useRight } from '../../api/queries/me.js';
import { Card } from '../../components/Card.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { Empty } from '../../components/States.js';
import { useTitle } from '../../components/use-title.js';
import { Groups } from '../../panels/dead-letters/Groups.js';
import { Letters } from '../../panels/dead-letters/Letters.js';
import { Health } from '../../panels/deliveries/Health.js';
import { EventDialog } from '../shared/EventDialog.js';
import { ReplayOf } from '../shared/ReplayOf.js';
import { DeliveryFilters, type Filter, FILTERS, withFilter } from './DeliveryFilters.js';

/** How deliveries go at all sites, what failed, and the way to send it again. The address names the filter. */
export default function DeliveriesPage() {
  useTitle(__('Deliveries', 'warp'));
  const canEdit = useRight('destinations.write');
  const [search, setSearch] = useSearchParams();
  const [replaying, setReplaying] = useState<DeadLetterGroup>();
  const [opened, setOpened] = useState<DeadLetter>();
  const filter = Object.fromEntries(FILTERS.map((name) => [name, search.get(name) ?? ''])) as Filter;
  const query = new URLSearchParams(FILTERS.flatMap((name) => (filter[name] === '' ? [] : [[name, filter[name]]])));
  const health = useDestinationFigures();
  const groups = useDeadLetterGroups();
  const letters = useDeadLetters(filter);
  const close = (): void => {
    setReplaying(undefined);
    setOpened(undefined);
    // Part of it may have been delivered while the dialog was open.
    void health.refetch();
    void groups.refetch();
    letters.restart();
  };
  return (
    <>
      <div className="page-head">
        <div className="grow">
          <h1>{__('Deliveries', 'warp')}</h1>
          <span className="soft">{__('Whether events arrive at their destinations, and what to do about those that did not.', 'warp')}</span>
        </div>
      </div>
      <DeliveryFilters
        destinations={health.data ?? []}
        groups={groups.data ?? []}
        filter={filter}
        onChange={(name, value) => setSearch(withFilter(query, name, value), { replace: true, preventScrollReset: true })}
      />
      <Card title={__('Destinations, last 24 hours', 'warp')}>
        <QueryView query={health} skeleton={<RowsSkeleton count={4} />}>
          {(all) => <Destinations destinations={all.filter((destination) => matches(destination, filter, ['site_id', 'destination_id']))} />}
        </QueryView>
      </Card>
      <Card title={__('What failed', 'warp')}>
        <QueryView query={groups} skeleton={<RowsSkeleton count={4} />}>
          {(all) => <Failed all={all} matching={all.filter((group) => matches(group, filter, FILTERS))} onReplay={canEdit ? setReplaying : undefined} />}
        </QueryView>
      </Card>
      {(letters.error !== null || (letters.data?.length ?? 0) > 0) && (
        <Card title={__('One by one', 'warp')}>
          <QueryView query={letters} skeleton={<RowsSkeleton count={4} />}>
            {(items) => <Letters letters={items} onMore={letters.onMore} busy={letters.busy} now={Date.now()} onOpen={setOpened} nameOf={DestinationLink} />}
          </QueryView>
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

const Destinations = ({ destinations }: { destinations: readonly DestinationFigures[] }) =>
  destinations.length === 0 ? (
    <Empty title={__('No destination yet', 'warp')}>
      <span>{__('Add one on a site’s page, to send its events on to the platforms you use.', 'warp')}</span>
    </Empty>
  ) : (
    <Health destinations={destinations} now={Date.now()} nameOf={NameAndSite} />
  );

interface FailedProps {
  readonly all: readonly DeadLetterGroup[];
  readonly matching: readonly DeadLetterGroup[];
  /** undefined: the person may not. */
  readonly onReplay: ((group: DeadLetterGroup) => void) | undefined;
}

function Failed({ all, matching, onReplay }: FailedProps) {
  if (all.length === 0)
    return (
      <Empty title={__('Nothing failed', 'warp')}>
        <span>{__('Every event arrived, waits for its next try, or was left out on purpose. What a platform refuses for good is kept here for 30 days.', 'warp')}</span>
      </Empty>
    );
  if (matching.length === 0) return <Empty title={__('Nothing failed here', 'warp')} />;
  return <Groups groups={matching} now={Date.now()} nameOf={DestinationLink} {...(onReplay === undefined ? {} : { onReplay })} />;
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
