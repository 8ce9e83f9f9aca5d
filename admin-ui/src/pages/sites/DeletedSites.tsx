import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useDeletedSites, useRestoreSite } from '../../api/queries/sites.js';
import { Card } from '../../components/Card.js';
import { moment } from '../../format.js';

/** Deleted sites that can be restored; nothing when there are none. */
export function DeletedSites() {
  const { data: items = [] } = useDeletedSites();
  const { mutate: restore, error, isPending } = useRestoreSite();
  if (items.length === 0) return null;
  return (
    <Card title={__('Deleted', 'warp')}>
      {error !== null && (
        <div className="notice bad" role="alert">
          {error.message}
        </div>
      )}
      <table className="table as-cards">
        <tbody>
          {items.map(({ id, subject_id, name, restorable_until }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="secondary">{sprintf(/* translators: %s: date and time */ __('Can be restored until %s', 'warp'), moment(restorable_until))}</td>
              <td className="right">
                <Button variant="secondary" size="compact" disabled={isPending} onClick={() => restore(subject_id)}>
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
