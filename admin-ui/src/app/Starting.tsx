import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { ErrorState } from '../components/States.js';
import { useTitle } from '../components/use-title.js';

/** Until it is known who is there. */
export const Starting = () => (
  <Alone>
    <div className="skeleton text" role="status" aria-label={__('Loading', 'warp')} />
  </Alone>
);

/** The core gives no answer at all. */
export function Unreachable({ message, onRetry }: { message: string; onRetry: () => void }) {
  useTitle(__('No connection', 'warp'));
  return (
    <Alone>
      <section className="card">
        <ErrorState message={message} onRetry={onRetry} />
      </section>
    </Alone>
  );
}

const Alone = ({ children }: { children: ReactNode }) => (
  <main className="login">
    <div className="alone">
      <div className="brand">
        <img src="/icon.svg" alt="" />
        Warp
      </div>
      {children}
    </div>
  </main>
);
