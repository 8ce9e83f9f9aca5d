import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { dataOf, useLoad } from '../api/use-load.js';
import { moment } from '../format.js';
import { Card } from '../panels/states/Card.js';
import { useCanDelete, useSession } from './session.js';

interface DeletedSite {
  readonly id: string;
  readonly subject_id: string;
  readonly name: string;
  readonly restorable_until: string;
}

/** Deleted sites that can be restored; nothing when there are none. @param onRestored called after each */
export function DeletedSites({ onRestored }: { onRestored: () => void }) {
  return useCanDelete() ? <DeletedSitesCard onRestored={onRestored} /> : null;
}

function DeletedSitesCard({ onRestored }: { onRestored: () => void }) {
  const { transport } = useSession();
  const [fault, setFault] = useState<string>();
  const [state, reload] = useLoad('deleted', () => transport.request<{ items: DeletedSite[] }>('GET', '/api/sites/deleted?page_size=100'));
  const items = dataOf(state)?.items ?? [];
  if (items.length === 0) return null;
  const restore = async ({ subject_id }: DeletedSite): Promise<void> => {
    setFault(undefined);
    try {
      await transport.request('POST', `/api/sites/${subject_id}/restore`);
      onRestored();
    } catch (error) {
      setFault((error as Error).message);
    }
    reload();
  };
  return (
    <Card title={__('Deleted', 'warp')}>
      {fault !== undefined && (
        <div className="notice bad" role="alert">
          {fault}
        </div>
      )}
      <table className="table as-cards">
        <tbody>
          {items.map((site) => (
            <tr key={site.id}>
              <td>{site.name}</td>
              <td className="secondary">{sprintf(/* translators: %s: date and time */ __('Can be restored until %s', 'warp'), moment(site.restorable_until))}</td>
              <td className="right">
                <Button variant="secondary" size="compact" onClick={() => void restore(site)}>
                  {__('Restore', 'warp')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
