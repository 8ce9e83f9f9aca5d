import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import type { ConnectedAccount, Destination } from '../../api/types.js';
import { day } from '../../format.js';

export interface AccountProps {
  readonly destination: Destination;
  readonly canEdit: boolean;
  /** Leads to the platform, and away from here. */
  readonly onConnect: (destination: Destination) => Promise<void>;
  /** Answers whether the platform confirmed that the access ended. */
  readonly onDisconnect: (destination: Destination) => Promise<boolean>;
}

/** The platform's account a destination is connected to, and the way to connect it. */
export function Account({ destination, canEdit, onConnect, onDisconnect }: AccountProps) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const account = destination.oauth;
  if (account === null) return null;

  const run = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true);
    setFault(await work().catch((error: Error) => error.message));
    setBusy(false);
  };
  const connect = () =>
    run(async () => {
      await onConnect(destination);
      return undefined;
    });
  const disconnect = () =>
    run(async () => ((await onDisconnect(destination)) ? undefined : __('Disconnected. The platform did not confirm that the access ended: take it back there too.', 'warp')));

  return (
    <div className="account-row">
      {account.problem !== null && (
        <div className="notice bad" role="alert">
          {account.problem}
        </div>
      )}
      <span className="soft">{sentenceOf(destination, account)}</span>
      {canEdit && (!account.connected || account.problem !== null) && (
        <Button size="small" variant={needsAccount(destination) ? 'primary' : 'secondary'} isBusy={busy} disabled={busy} onClick={() => void connect()}>
          {account.connected ? __('Connect again', 'warp') : __('Connect account', 'warp')}
        </Button>
      )}
      {canEdit && account.connected && (
        <Button
          size="small"
          variant="tertiary"
          disabled={busy}
          onClick={() => {
            if (confirm(__('Disconnect the account? Events wait until one is connected again. Other destinations that use the same account may lose it too.', 'warp'))) void disconnect();
          }}
        >
          {__('Disconnect', 'warp')}
        </Button>
      )}
      {fault !== undefined && (
        <div className="field-error" role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}

/** Whether nothing can be sent before an account is connected. */
export const needsAccount = ({ oauth, settings }: Destination): boolean => oauth !== null && (oauth.connected ? oauth.problem !== null : settings['access_token'] === undefined);

function sentenceOf(destination: Destination, { connected, connected_at }: ConnectedAccount): string {
  if (connected && connected_at !== null) return sprintf(/* translators: %s: a day */ __('Connected since %s', 'warp'), day(connected_at));
  return needsAccount(destination) ? __('No account is connected yet.', 'warp') : __('Uses the access token that was entered.', 'warp');
}
