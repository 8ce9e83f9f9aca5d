import { useMutation, useQuery } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import { CHANGES, useChange } from './changes.js';
import { keys } from './keys.js';

/** The WordPress installations that are or were connected to a site. */
export function useConnections(siteId: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.site.connections(siteId), queryFn: async () => (await api.connections.list(siteId)).items });
}

/** Settings on which a site and its WordPress differ. */
export function useSettingsDifferences(siteId: string) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.site.differences(siteId), queryFn: async () => (await api.connections.differences(siteId)).differences });
}

export const useSettleDifferences = (siteId: string) =>
  useChange(
    (api, { answer, fields }: { answer: 'take' | 'keep'; fields: readonly string[] }) => api.connections.settle(siteId, answer, fields),
    () => CHANGES.siteSettings(siteId),
  );

export const useNewConnectionCode = (siteId: string) =>
  useChange(
    (api) => api.connections.newCode(siteId),
    () => CHANGES.connections(siteId),
  );

export const useRevokeConnection = (siteId: string) =>
  useChange(
    (api, id: string) => api.connections.revoke(siteId, id),
    () => CHANGES.connections(siteId),
  );

export const useNewSecret = (siteId: string) =>
  useChange(
    (api) => api.connections.newSecret(siteId),
    () => CHANGES.connections(siteId),
  );

/** What a WordPress asks for, on its way through the dashboard. */
export function useAuthorization(request: Readonly<Record<string, string>>) {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.authorization(request), queryFn: () => api.authorizations.get(request), gcTime: 0 });
}

export function useDecideAuthorization() {
  const api = useCoreApi();
  return useMutation({ mutationFn: (decision: object) => api.authorizations.decide(decision) });
}
