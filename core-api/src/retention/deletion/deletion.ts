/** What can be deleted. */
export type Subject = 'site' | 'agency';

/** `waiting`: hidden, can be restored. `erasing`: being removed, cannot. */
export type DeletionState = 'waiting' | 'erasing' | 'erased' | 'restored';

/** Rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

/** A deletion as it is stored. */
export interface Deletion {
  readonly id: string;
  readonly subject: Subject;
  readonly subject_id: string;
  /** null: an agency's, which super admins alone see. */
  readonly agency_id: string | null;
  readonly name: string;
  readonly requested_by: string | null;
  readonly requested_at: Date;
  readonly erase_at: Date;
  readonly state: DeletionState;
  readonly total: RowCounts;
  readonly removed: RowCounts;
  readonly accounts: { readonly disconnected: number; readonly confirmed: number };
  readonly problem: string | null;
  readonly finished_at: Date | null;
}

/** Columns of a deletion that may be shown. */
export const DELETION_COLUMNS =
  'id, subject, subject_id, agency_id, name, requested_by, requested_at, erase_at, state, total, removed, accounts, problem, finished_at';

export const rowsIn = (counts: RowCounts): number => Object.values(counts).reduce((sum, rows) => sum + rows, 0);
