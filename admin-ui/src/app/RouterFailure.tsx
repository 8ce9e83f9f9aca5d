import { __ } from '@wordpress/i18n';
import { useRouteError } from 'react-router';
import { PageFailure } from '../components/Failure.js';

/** What is left when the frame itself fails. */
export function RouterFailure() {
  const error = useRouteError();
  return (
    <main className="login">
      <section className="card">
        <PageFailure error={error instanceof Error ? error : new Error(String(error))} onRetry={() => location.reload()} home={<a href="/">{__('Go to the overview', 'warp')}</a>} />
      </section>
    </main>
  );
}
