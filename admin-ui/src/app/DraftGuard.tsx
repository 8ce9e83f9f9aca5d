import { type ReactNode, useMemo, useState } from 'react';
import { useBlocker } from 'react-router';
import { DraftRegister } from '../components/draft-register.js';
import { type Drafts, DraftsContext } from '../components/drafts.js';
import { LeaveDialog } from './LeaveDialog.js';

/** Asks before a page is left on which something is not saved yet. */
export function DraftGuard({ children }: { children: ReactNode }) {
  const [proceed, setProceed] = useState<() => void>();
  const drafts = useMemo((): Drafts => ({ register: new DraftRegister(), ask: (next) => setProceed(() => next) }), []);
  // What only the query says, such as the event of a preview, stays on the page.
  const blocker = useBlocker(({ currentLocation, nextLocation }) => !drafts.register.isEmpty && currentLocation.pathname !== nextLocation.pathname);
  const isAsking = blocker.state === 'blocked' || proceed !== undefined;
  const stay = (): void => {
    setProceed(undefined);
    if (blocker.state === 'blocked') blocker.reset();
  };
  const leave = (): void => {
    setProceed(undefined);
    proceed?.();
    if (blocker.state === 'blocked') blocker.proceed();
  };
  return (
    <DraftsContext.Provider value={drafts}>
      {children}
      {isAsking && <LeaveDialog onStay={stay} onLeave={leave} />}
    </DraftsContext.Provider>
  );
}
