import { Link } from 'react-router';
import { useDestinationActions, useDestinations, usePlugins } from '../../api/queries/destinations.js';
import { useRight } from '../../api/queries/me.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { Destinations } from '../../panels/destinations/Destinations.js';

/** A site's destinations, loaded and changed through the API. */
export function SiteDestinations({ siteId }: { siteId: string }) {
  const canEdit = useRight('destinations.write');
  const destinations = useDestinations(siteId);
  const plugins = usePlugins();
  const actions = useDestinationActions(siteId);
  return (
    <QueryView query={plugins} skeleton={<RowsSkeleton count={3} />}>
      {(known) => (
        <QueryView query={destinations} skeleton={<RowsSkeleton count={3} />}>
          {(items) => (
            <Destinations
              destinations={items}
              plugins={known}
              canEdit={canEdit}
              nameOf={({ id, name }) => (
                <Link className="quiet-link onward" to={`/sites/${siteId}/destinations/${id}`}>
                  {name}
                </Link>
              )}
              {...actions}
            />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}
