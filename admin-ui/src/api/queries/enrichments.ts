import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCoreApi } from '../api-context.js';
import type { Enrichment } from '../enrichments.js';
import { faultsOf } from '../field-errors.js';
import type { FieldError, TestResult } from '../types.js';
import { CHANGES, refresh } from './changes.js';
import { INTERVALS } from './intervals.js';
import { keys } from './keys.js';

/** What is added to events, source by source. */
export function useEnrichments() {
  const api = useCoreApi();
  return useQuery({ queryKey: keys.enrichments, queryFn: async () => (await api.enrichments.list()).items, refetchInterval: INTERVALS.deliveries });
}

export interface EnrichmentActions {
  /** @returns the wrong fields; none: it is saved */
  readonly onSave: (enrichment: Enrichment, settings: object) => Promise<readonly FieldError[]>;
  readonly onToggle: (enrichment: Enrichment, enabled: boolean) => Promise<void>;
  readonly onTest: (enrichment: Enrichment) => Promise<TestResult>;
}

export function useEnrichmentActions(): EnrichmentActions {
  const api = useCoreApi();
  const client = useQueryClient();
  const refreshed = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      await refresh(client, CHANGES.enrichments());
    }
  };
  return {
    onSave: ({ id }, settings) => faultsOf(() => refreshed(api.enrichments.change(id, { settings }))),
    onToggle: async ({ id }, enabled) => void (await refreshed(api.enrichments.change(id, { enabled }))),
    onTest: ({ id }) => refreshed(api.enrichments.test(id)),
  };
}
