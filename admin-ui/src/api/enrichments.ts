import type { FieldSchema } from './types.js';

/** A source of what is added to events, as the operator sees it. */
export interface Enrichment {
  readonly id: string;
  readonly name: string;
  readonly vendor_docs: string;
  readonly provides: readonly ('device' | 'geo' | 'organisation')[];
  readonly enabled: boolean;
  readonly status: 'active' | 'resting' | 'off' | 'not_configured';
  readonly status_reason: string | null;
  readonly rests_until: string | null;
  readonly settings_schema: FieldSchema;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Since midnight, UTC. */
  readonly today: {
    readonly lookups: number;
    readonly cache_hit_rate: number | null;
    readonly requests: number;
    readonly failures: number;
    readonly over_budget: number;
    readonly while_resting: number;
    readonly average_ms: number | null;
  };
  readonly quota: { readonly used: number; readonly limit: number | null; readonly remaining: number | null } | null;
}
