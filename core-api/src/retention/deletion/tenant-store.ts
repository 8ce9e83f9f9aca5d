import type { Deletion } from './deletion.js';

/** Who is at work on a deletion; another one may have taken it over meanwhile. */
export interface Lease {
  readonly deletion: Deletion;
  readonly worker: string;
  /** Aborts when the process ends: what was begun is finished, and another goes on. */
  readonly signal: AbortSignal;
}

/**
 * A place where data of a site or an agency is kept. The worker asks one after the other, and all of them again when it was interrupted:
 * what is gone already must do no harm. A further store is a further provider in `DeletionModule`.
 */
export interface TenantStore {
  /** Removes all of it. @throws when it must be tried again */
  erase(lease: Lease): Promise<void>;
  /** Looks once more for what came late, when all of it was removed. Left out: nothing can. */
  sweep?(lease: Lease): Promise<void>;
}

/** Injection token: the stores, in the order they are asked. PostgreSQL is last, because it tells the others what to look for. */
export const TENANT_STORES = Symbol('warp:tenant-stores');

/** Another worker took the deletion over, or will: this one leaves it as it is. */
export class LeftUnfinished extends Error {}
