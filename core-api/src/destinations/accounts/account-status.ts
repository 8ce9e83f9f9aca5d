/** The account a destination is connected to. */
export interface AccountStatus {
  readonly connectedAt: Date;
  /** Of the access token, which is renewed by itself; null: the vendor does not say. */
  readonly expiresAt: Date | null;
  readonly scopes: readonly string[];
  /** Why it gives no access any more, for a person; null: it does. */
  readonly problem: string | null;
}

/** Ends an account's tokens at its vendor. @returns whether the vendor confirmed it */
export type Revocation = () => Promise<boolean>;
