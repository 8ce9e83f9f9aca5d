import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { SessionTransport } from '../api/session-transport.js';
import type { User } from '../api/types.js';

interface Session {
  readonly transport: SessionTransport;
  /** undefined while it is not known yet; null: nobody. */
  readonly user: User | null | undefined;
  readonly logIn: (email: string, password: string, totp?: string) => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Who is logged in, for everything below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [user, setUser] = useState<User | null>();
  const transport = useMemo(() => new SessionTransport(() => setUser(null)), []);
  useEffect(() => {
    transport.renew().then(
      (known) => setUser(known ?? null),
      () => setUser(null),
    );
  }, [transport]);
  const session = useMemo(
    () => ({
      transport,
      user,
      logIn: async (email: string, password: string, totp?: string): Promise<void> => setUser(await transport.logIn(email, password, totp)),
    }),
    [transport, user],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession is used outside SessionProvider.');
  return session;
}

/** Whether the person may delete sites. */
export const useCanDelete = (): boolean => {
  const { user } = useSession();
  return user?.role === 'super_admin' || user?.role === 'agency_admin';
};

/** Whether the person may change sites and destinations. */
export const useCanEdit = (): boolean => {
  const { user } = useSession();
  return user !== null && user !== undefined && user.role !== 'client_user';
};
