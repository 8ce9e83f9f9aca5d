import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type CoreApi, coreApi } from './core-api.js';
import { type OwnSiteApi, ownSiteApi } from './own-site-api.js';
import type { SessionTransport } from './session-transport.js';
import type { Transport } from './transport.js';

interface CoreAccess {
  readonly api: CoreApi;
  readonly transport: SessionTransport;
}

const CoreContext = createContext<CoreAccess | undefined>(undefined);
const OwnSiteContext = createContext<OwnSiteApi | undefined>(undefined);

/** The dashboard's way to the core, for the queries of everything below. */
export function CoreApiProvider({ transport, children }: { transport: SessionTransport; children: ReactNode }) {
  const access = useMemo(() => ({ api: coreApi(transport), transport }), [transport]);
  return <CoreContext.Provider value={access}>{children}</CoreContext.Provider>;
}

/** The way of wp-admin's panels to their own site. */
export function OwnSiteApiProvider({ transport, children }: { transport: Transport; children: ReactNode }) {
  const api = useMemo(() => ownSiteApi(transport), [transport]);
  return <OwnSiteContext.Provider value={api}>{children}</OwnSiteContext.Provider>;
}

export const useCoreApi = (): CoreApi => useCoreAccess().api;

/** For what is not HTTP: the socket shows the same access token. */
export const useSessionTransport = (): SessionTransport => useCoreAccess().transport;

export function useOwnSiteApi(): OwnSiteApi {
  const api = useContext(OwnSiteContext);
  if (api === undefined) throw new Error('A query of a WordPress site is used outside OwnSiteApiProvider.');
  return api;
}

function useCoreAccess(): CoreAccess {
  const access = useContext(CoreContext);
  if (access === undefined) throw new Error('A query of the core is used outside CoreApiProvider.');
  return access;
}
