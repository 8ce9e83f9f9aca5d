import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { MissingPartError } from './lazy-part.js';

/** Asks whether a newer version was installed since this one was opened; a host that cannot tell says no. */
export const NewVersionContext = createContext<() => Promise<boolean>>(() => Promise.resolve(false));

export interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** What stands in place of a panel that failed. */
export function PanelFailure({ error, onRetry }: FailureProps) {
  if (error instanceof MissingPartError) return <MissingPart onRetry={onRetry} />;
  return (
    <Failure title={__('This part stopped working', 'warp')} actions={<RetryButton onRetry={onRetry} />}>
      <span>{__('The rest of the page is not affected.', 'warp')}</span>
      <What error={error} />
    </Failure>
  );
}

/** What stands in place of a page that failed. @param home the way to a page that works */
export function PageFailure({ error, onRetry, home }: FailureProps & { home: ReactNode }) {
  if (error instanceof MissingPartError) return <MissingPart onRetry={onRetry} home={home} />;
  return (
    <Failure
      title={__('This page stopped working', 'warp')}
      actions={
        <>
          <RetryButton onRetry={onRetry} />
          <ReloadButton />
        </>
      }
      home={home}
    >
      <span>{__('Nothing you saved is lost. If it happens again, send us the line below.', 'warp')}</span>
      <What error={error} />
    </Failure>
  );
}

/** Code did not come: either because of the connection, or because a new version took its place. */
function MissingPart({ onRetry, home }: { onRetry: () => void; home?: ReactNode }) {
  const isNewVersionThere = useContext(NewVersionContext);
  const [isOutdated, setOutdated] = useState(false);
  useEffect(() => {
    let current = true;
    void isNewVersionThere().then((is) => current && setOutdated(is));
    return () => {
      current = false;
    };
  }, [isNewVersionThere]);
  return isOutdated ? (
    <Failure title={__('Warp was updated', 'warp')} actions={<ReloadButton variant="primary" />} home={home}>
      <span>{__('A new version was installed since you opened this page. Reload to go on with it.', 'warp')}</span>
    </Failure>
  ) : (
    <Failure
      title={__('This could not be loaded', 'warp')}
      actions={
        <>
          <RetryButton onRetry={onRetry} />
          <ReloadButton />
        </>
      }
      home={home}
    >
      <span>{__('A part of Warp did not arrive. Check your connection and try again.', 'warp')}</span>
    </Failure>
  );
}

interface FrameProps {
  readonly title: string;
  readonly actions: ReactNode;
  readonly home?: ReactNode;
  readonly children: ReactNode;
}

const Failure = ({ title, actions, home, children }: FrameProps) => (
  <div className="empty failure" role="alert">
    <strong>{title}</strong>
    {children}
    <div className="actions">{actions}</div>
    {home}
  </div>
);

const What = ({ error }: { error: Error }) => <code className="what">{error.message}</code>;

const RetryButton = ({ onRetry }: { onRetry: () => void }) => (
  <Button variant="secondary" onClick={onRetry}>
    {__('Try again', 'warp')}
  </Button>
);

const ReloadButton = ({ variant = 'tertiary' }: { variant?: 'primary' | 'tertiary' }) => (
  <Button variant={variant} onClick={() => location.reload()}>
    {__('Reload', 'warp')}
  </Button>
);
