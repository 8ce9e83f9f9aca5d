import { __ } from '@wordpress/i18n';
import { type ReactNode, Suspense } from 'react';
import { Link, useLocation } from 'react-router';
import { useMe } from '../api/queries/me.js';
import { ErrorBoundary } from '../components/ErrorBoundary.js';
import { PageFailure } from '../components/Failure.js';
import { PageSkeleton } from '../components/Skeletons.js';
import { Empty, ErrorState } from '../components/States.js';
import { useTitle } from '../components/use-title.js';
import type { PageRoute } from '../routes.js';

/** A page for whoever may see it; what fails in it leaves the navigation alone. */
export function PageFrame({ route: { title, right }, children }: { route: PageRoute; children: ReactNode }) {
  const { pathname } = useLocation();
  const { data: me, error, refetch } = useMe();
  if (me === undefined) return error === null ? <PageSkeleton /> : <ErrorState message={error.message} onRetry={() => void refetch()} />;
  if (right !== null && !me.rights.includes(right)) return <NoRight />;
  return (
    // By address: the next page begins anew, and one that failed does not stand in its way.
    <ErrorBoundary
      key={pathname}
      failure={(failed, retry) => (
        <section className="card">
          <PageFailure error={failed} onRetry={retry} home={<Home />} />
        </section>
      )}
    >
      <Suspense fallback={<LoadingPage title={title()} />}>{children}</Suspense>
    </ErrorBoundary>
  );
}

/** The title stands before the page's own code is there. */
function LoadingPage({ title }: { title: string }) {
  useTitle(title);
  return <PageSkeleton />;
}

/** For addresses that lead nowhere. */
export function NotFound() {
  useTitle(__('Page not found', 'warp'));
  const { pathname } = useLocation();
  return (
    <section className="card">
      <Empty title={__('There is no such page', 'warp')}>
        <span>
          <code className="what">{pathname}</code>
        </span>
        <span>{__('The address may be mistyped, or the page was moved.', 'warp')}</span>
        <Home />
      </Empty>
    </section>
  );
}

function NoRight() {
  useTitle(__('No access', 'warp'));
  return (
    <section className="card">
      <Empty title={__('Your account has no access to this page', 'warp')}>
        <span>{__('Ask an admin of your agency if you need it.', 'warp')}</span>
        <Home />
      </Empty>
    </section>
  );
}

const Home = () => (
  <Link className="quiet-link onward" to="/">
    {__('Go to the overview', 'warp')}
  </Link>
);
