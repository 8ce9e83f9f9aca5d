import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type { Connection } from '../../api/connections.js';
import { ago } from '../../format.js';
import { Empty } from '../../components/States.js';
import { ConnectionCode } from './ConnectionCode.js';

export interface WordPressConnectionsProps {
  readonly connections: readonly Connection[];
  readonly canEdit: boolean;
  /** @returns the code, which is shown once */
  readonly onNewCode: () => Promise<string>;
  readonly onRevoke: (connection: Connection) => Promise<void>;
  /** @returns until when the secret before is accepted, as ISO 8601 */
  readonly onNewSecret: () => Promise<string>;
}

/** The WordPress installations of a site, and the ways to connect one. */
export function WordPressConnections({ connections, canEdit, onNewCode, onRevoke, onNewSecret }: WordPressConnectionsProps) {
  const [code, setCode] = useState<string>();
  const [told, setTold] = useState<{ readonly is: 'good' | 'bad'; readonly sentence: string }>();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setTold(undefined);
    await work().catch((error: Error) => setTold({ is: 'bad', sentence: error.message }));
  };
  const changeSecret = async (): Promise<void> => {
    if (!confirm(__('Give this site a new signing secret? Its WordPress must be connected again within 24 hours, or its events are refused.', 'warp'))) return;
    const until = new Date(await onNewSecret()).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
    /* translators: %s: date and time */
    setTold({ is: 'good', sentence: sprintf(__('The site has a new signing secret. The old one works until %s: connect WordPress again before.', 'warp'), until) });
  };
  return (
    <div className="form">
      <p className="soft">{__('In WordPress, install the Warp plugin and press Connect; or paste a connection code there.', 'warp')}</p>
      {told !== undefined && (
        <div className={`notice ${told.is}`} role="status">
          {told.sentence}
        </div>
      )}
      {connections.length === 0 && <Empty title={__('No WordPress is connected', 'warp')} />}
      {connections.length > 0 && (
        <div>
          {connections.map((connection) => (
            <Row key={connection.id} connection={connection} canEdit={canEdit} onRevoke={() => void attempt(() => onRevoke(connection))} />
          ))}
        </div>
      )}
      {canEdit && (
        <div className="actions">
          <Button variant="secondary" onClick={() => void attempt(async () => setCode(await onNewCode()))}>
            {__('New connection code', 'warp')}
          </Button>
          <Button variant="tertiary" onClick={() => void attempt(changeSecret)}>
            {__('New signing secret', 'warp')}
          </Button>
        </div>
      )}
      {code !== undefined && <ConnectionCode code={code} onClose={() => setCode(undefined)} />}
    </div>
  );
}

function Row({ connection, canEdit, onRevoke }: { connection: Connection; canEdit: boolean; onRevoke: () => void }) {
  const { name, created_at, last_used_at, revoked_at } = connection;
  const now = Date.now();
  const used = last_used_at === null ? __('not used yet', 'warp') : sprintf(/* translators: %s: a time such as “5 min ago” */ __('used %s', 'warp'), ago(last_used_at, now));
  return (
    <div className="destination">
      <div className="grow">
        <strong className="address">{name}</strong>
        <div className="soft">
          {sprintf(/* translators: %s: a time such as “5 min ago” */ __('made %s', 'warp'), ago(created_at, now))} · {used}
        </div>
      </div>
      {revoked_at === null ? <span className="badge good">{__('Connected', 'warp')}</span> : <span className="badge">{__('Revoked', 'warp')}</span>}
      {canEdit && revoked_at === null && (
        <Button
          size="small"
          variant="tertiary"
          isDestructive
          onClick={() => {
            if (confirm(__('Revoke this connection? This WordPress then shows no figures any more; events it sends are still taken.', 'warp'))) onRevoke();
          }}
        >
          {__('Revoke', 'warp')}
        </Button>
      )}
    </div>
  );
}
