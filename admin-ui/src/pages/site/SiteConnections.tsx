import { useConnections, useNewConnectionCode, useNewSecret, useRevokeConnection, useSettingsDifferences, useSettleDifferences } from '../../api/queries/connections.js';
import { useRight } from '../../api/queries/me.js';
import { QueryView } from '../../components/QueryView.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { SettingsDifferences } from '../../panels/settings-differences/SettingsDifferences.js';
import { WordPressConnections } from '../../panels/wordpress-connections/WordPressConnections.js';

/** A site's WordPress connections, loaded and changed through the API. */
export function SiteConnections({ siteId }: { siteId: string }) {
  const canEdit = useRight('sites.write');
  const connections = useConnections(siteId);
  const { data: differences = [] } = useSettingsDifferences(siteId);
  const { mutateAsync: settle } = useSettleDifferences(siteId);
  const { mutateAsync: newCode } = useNewConnectionCode(siteId);
  const { mutateAsync: revoke } = useRevokeConnection(siteId);
  const { mutateAsync: newSecret } = useNewSecret(siteId);
  return (
    <QueryView query={connections} skeleton={<RowsSkeleton count={2} />}>
      {(known) => (
        <>
          <SettingsDifferences differences={differences} canEdit={canEdit} onSettle={async (answer, fields) => void (await settle({ answer, fields }))} />
          <WordPressConnections
            connections={known}
            canEdit={canEdit}
            onNewCode={async () => (await newCode()).code}
            onRevoke={async ({ id }) => void (await revoke(id))}
            onNewSecret={async () => (await newSecret()).previous_accepted_until}
          />
        </>
      )}
    </QueryView>
  );
}
