/** What became of an erasure at a destination. `failed` with a time is tried again then. */
export type VendorState = 'waiting' | 'erased' | 'not_supported' | 'failed';

/** A person's erasure at one destination. */
export interface VendorErasure {
  readonly destination_id: string;
  readonly plugin: string;
  readonly name: string;
  readonly state: VendorState;
  readonly code: string | null;
  readonly message: string | null;
  readonly attempts: number;
  /** null: never again. */
  readonly due_at: Date | null;
  readonly finished_at: Date | null;
}

/** A person's erasure, without anything that tells who it was. */
export interface PersonErasure {
  readonly id: string;
  readonly requested_at: Date;
  /** Rows removed so far. */
  readonly removed: Readonly<Record<'events' | 'sessions' | 'deliveries' | 'quarantined', number>>;
  /** null: nothing more is looked for. */
  readonly look_at: Date | null;
  readonly destinations: readonly VendorErasure[];
}

/** Nothing more will happen. */
export const isDone = ({ look_at, destinations }: PersonErasure): boolean => look_at === null && destinations.every(({ due_at }) => due_at === null);
