import { Button, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/transport.js';
import { useTitle } from '../components/use-title.js';
import { useSession } from './session.js';

export function Login() {
  useTitle(__('Log in', 'warp'));
  const { logIn } = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState<string>();
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      await logIn(email, password, totp);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'totp_required') setTotp('');
      else setFault(error instanceof ApiError ? error.message : __('Something went wrong.', 'warp'));
      setBusy(false);
    }
  };

  return (
    <main className="login">
      <form className="card" onSubmit={(event) => void submit(event)}>
        <div className="brand">
          <img src="/icon.svg" alt="" />
          Warp
        </div>
        <div>
          <h1>{totp === undefined ? __('Log in', 'warp') : __('One more step', 'warp')}</h1>
          {totp !== undefined && <p className="soft">{__('Enter the six digits your authenticator shows.', 'warp')}</p>}
        </div>
        {fault !== undefined && (
          <div className="notice bad" role="alert">
            {fault}
          </div>
        )}
        {totp === undefined ? (
          <>
            <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('E-mail', 'warp')} type="email" autoComplete="username" required value={email} onChange={setEmail} />
            <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Password', 'warp')} type="password" autoComplete="current-password" required value={password} onChange={setPassword} />
          </>
        ) : (
          <TextControl __nextHasNoMarginBottom __next40pxDefaultSize label={__('Code', 'warp')} inputMode="numeric" autoComplete="one-time-code" required value={totp} onChange={setTotp} />
        )}
        <Button variant="primary" type="submit" isBusy={busy} disabled={busy} __next40pxDefaultSize style={{ justifyContent: 'center' }}>
          {__('Log in', 'warp')}
        </Button>
      </form>
    </main>
  );
}
