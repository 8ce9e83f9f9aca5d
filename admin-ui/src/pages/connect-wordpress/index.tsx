import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { faultsOf } from '../../api/field-errors.js';
import { useAuthorization, useDecideAuthorization } from '../../api/queries/connections.js';
import { useMe } from '../../api/queries/me.js';
import { ApiError } from '../../api/transport.js';
import type { FieldError } from '../../api/types.js';
import { QueryView } from '../../components/QueryView.js';
import { FormSkeleton } from '../../components/Skeletons.js';
import { useTitle } from '../../components/use-title.js';
import { type Choice, ConnectRequest } from '../../panels/connect-request/ConnectRequest.js';

/** What the address of this page carries on to the core; anything else in it does not matter. */
const PARAMETERS = ['response_type', 'client_id', 'redirect_uri', 'code_challenge', 'code_challenge_method', 'state', 'scope', 'site_url', 'site_name'];

/** Where a WordPress sends its owner to allow the connection. */
export default function ConnectWordPressPage() {
  useTitle(__('Connect WordPress', 'warp'));
  const { data: me } = useMe();
  const navigate = useNavigate();
  const [given] = useSearchParams();
  const request = Object.fromEntries(PARAMETERS.flatMap((name) => (given.has(name) ? [[name, given.get(name)!]] : [])));
  const offer = useAuthorization(request);
  const { error } = offer;
  // What did not arrive can be tried again; what the core refuses cannot.
  const isRefused = error instanceof ApiError && !error.isUnreachable;
  const { mutateAsync: send } = useDecideAuthorization();
  const [leaving, setLeaving] = useState(false);
  const decide = async (body: object): Promise<void> => {
    const { redirect_to } = await send({ ...request, ...body });
    setLeaving(true);
    location.assign(redirect_to);
  };
  const approve = (choice: Choice): Promise<readonly FieldError[]> => faultsOf(() => decide(choice)).catch((failed: Error) => [{ field: '', rule: '', message: failed.message }]);
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
        <h1>{isRefused ? __('This cannot be connected', 'warp') : __('Connect WordPress', 'warp')}</h1>
        {isRefused && (
          <>
            <div className="notice bad" role="alert">
              {error.message}
            </div>
            <Link to="/">{__('Go to the overview', 'warp')}</Link>
          </>
        )}
        {!isRefused && !leaving && (
          <QueryView query={offer} skeleton={<FormSkeleton />}>
            {(asked) => <ConnectRequest offer={asked} onApprove={approve} onCancel={cancel} />}
          </QueryView>
        )}
        {leaving && <p role="status">{__('Back to WordPress …', 'warp')}</p>}
        <p className="soft">
          {__('Logged in as', 'warp')} {me?.email}
        </p>
      </section>
    </main>
  );
}
