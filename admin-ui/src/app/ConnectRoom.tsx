import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { AuthorizationOffer } from '../api/connections.js';
import { ApiError } from '../api/transport.js';
import type { FieldError } from '../api/types.js';
import { dataOf, useLoad } from '../api/use-load.js';
import { type Choice, ConnectRequest } from '../panels/connect-request/ConnectRequest.js';
import { Loading } from '../panels/states/States.js';
import { useSession } from './session.js';

/** What the address of this page carries on to the core; anything else in it does not matter. */
const PARAMETERS = ['response_type', 'client_id', 'redirect_uri', 'code_challenge', 'code_challenge_method', 'state', 'scope', 'site_url', 'site_name'];

/** Where a WordPress sends its owner to allow the connection. */
export function ConnectRoom() {
  const { transport, user } = useSession();
  const navigate = useNavigate();
  const [given] = useSearchParams();
  const request = Object.fromEntries(PARAMETERS.flatMap((name) => (given.has(name) ? [[name, given.get(name)!]] : [])));
  const query = new URLSearchParams(request).toString();
  const [offer] = useLoad(query, () => transport.request<AuthorizationOffer>('GET', `/api/oauth/authorizations?${query}`));
  const [leaving, setLeaving] = useState(false);
  const data = dataOf(offer);
  const decide = async (body: object): Promise<void> => {
    const { redirect_to } = await transport.request<{ redirect_to: string }>('POST', '/api/oauth/authorizations', { ...request, ...body });
    setLeaving(true);
    location.assign(redirect_to);
  };
  const approve = async (choice: Choice): Promise<readonly FieldError[]> => {
    try {
      await decide(choice);
      return [];
    } catch (error) {
      return error instanceof ApiError && error.errors.length > 0 ? error.errors : [{ field: '', rule: '', message: (error as Error).message }];
    }
  };
  /** Only pages of one's own site are gone back to: anybody can write a link to this page. */
  const cancel = (siteId: string | undefined): void => {
    const home = (): void => void navigate('/');
    if (siteId === undefined) home();
    else decide({ site_id: siteId, decision: 'deny' }).catch(home);
  };
  return (
    <main className="login">
      <section className="card consent">
        <div className="brand">
          <img src="/icon.svg" alt="" />
          Warp
        </div>
        <h1>{offer.is === 'failed' ? __('This cannot be connected', 'warp') : __('Connect WordPress', 'warp')}</h1>
        {offer.is === 'failed' && (
          <>
            <div className="notice bad" role="alert">
              {offer.message}
            </div>
            <Link to="/">{__('Go to the overview', 'warp')}</Link>
          </>
        )}
        {offer.is !== 'failed' && data === undefined && <Loading height={280} />}
        {data !== undefined && !leaving && <ConnectRequest offer={data} onApprove={approve} onCancel={cancel} />}
        {leaving && <p role="status">{__('Back to WordPress …', 'warp')}</p>}
        <p className="soft">
          {__('Logged in as', 'warp')} {user?.email}
        </p>
      </section>
    </main>
  );
}
