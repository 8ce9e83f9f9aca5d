import type { Connection, SettingDifference } from '../api/connections.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { SettingsDifferences } from '../panels/settings-differences/SettingsDifferences.js';
import { ErrorState, Loading } from '../panels/states/States.js';
import { WordPressConnections } from '../panels/wordpress-connections/WordPressConnections.js';
import { useCanEdit, useSession } from './session.js';

/** A site's WordPress connections, loaded and changed through the API. */
export function SiteConnections({ siteId }: { siteId: string }) {
  const { transport } = useSession();
  const canEdit = useCanEdit();
  const base = `/api/sites/${siteId}`;
  const [state, reload] = useLoad(siteId, () => transport.request<{ items: Connection[] }>('GET', `${base}/connections`));
  const [differing, reloadDiffering] = useLoad(siteId, () => transport.request<{ differences: SettingDifference[] }>('GET', `${base}/settings-differences`));
  const data = dataOf(state);
  if (state.is === 'failed') return <ErrorState message={state.message} onRetry={reload} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <SettingsDifferences
        differences={dataOf(differing)?.differences ?? []}
        canEdit={canEdit}
        onSettle={async (answer, fields) => {
          await transport.request('POST', `${base}/settings-differences`, { [answer]: fields });
          reloadDiffering();
        }}
      />
      <WordPressConnections
        connections={data.items}
        canEdit={canEdit}
        onNewCode={async () => {
          const { code } = await transport.request<{ code: string }>('POST', `${base}/connection-code`);
          reload();
          return code;
        }}
        onRevoke={async ({ id }) => {
          await transport.request('DELETE', `${base}/connections/${id}`);
          reload();
        }}
        onNewSecret={async () => (await transport.request<{ previous_accepted_until: string }>('POST', `${base}/secret`)).previous_accepted_until}
      />
    </>
  );
}
