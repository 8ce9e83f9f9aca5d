import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { CoreApiProvider } from '../api/api-context.js';
import { SessionTransport } from '../api/session-transport.js';

/** Whether somebody is logged in. */
export type Session =
  | { readonly is: 'starting' }
  /** The core gave no answer. */
  | { readonly is: 'unreachable'; readonly message: string }
  | { readonly is: 'nobody' }
  | { readonly is: 'somebody' };

interface SessionAccess {
  readonly session: Session;
  /** Asks again who is logged in. */
  readonly resume: () => void;
  readonly logIn: (email: string, password: string, totp?: string) => Promise<void>;
  readonly logOut: () => Promise<void>;
}

const SessionContext = createContext<SessionAccess | undefined>(undefined);

/** The log-in, and the way to the core that it opens, for everything below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [session, setSession] = useState<Session>({ is: 'starting' });
  const transport = useMemo(
    () =>
      new SessionTransport(() => {
        setSession({ is: 'nobody' });
        // The next one to log in may be somebody else.
        client.clear();
      }),
    [client],
  );
  const resume = useCallback(() => {
    setSession({ is: 'starting' });
    transport.renew().then(
      (user) => setSession({ is: user === undefined ? 'nobody' : 'somebody' }),
      (error: Error) => setSession({ is: 'unreachable', message: error.message }),
    );
  }, [transport]);
  useEffect(resume, [resume]);
  const access = useMemo(
    (): SessionAccess => ({
      session,
      resume,
      logIn: async (email, password, totp) => {
        await transport.logIn(email, password, totp);
        setSession({ is: 'somebody' });
      },
      logOut: () => transport.logOut(),
    }),
    [session, resume, transport],
  );
  return (
    <SessionContext.Provider value={access}>
      <CoreApiProvider transport={transport}>{children}</CoreApiProvider>
    </SessionContext.Provider>
  );
}

export function useSession(): SessionAccess {
  const access = useContext(SessionContext);
  if (access === undefined) throw new Error('useSession is used outside SessionProvider.');
  return access;
}
