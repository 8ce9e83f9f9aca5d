import { ACCESS_TOKEN } from '../../plugins/plugin-oauth.js';
import type { KeyRing } from '../../secrets/key-ring.js';
import type { ProblemCode } from './account-error.js';

/** What a vendor gave for an account. */
export interface Tokens {
  readonly accessToken: string;
  /** Left out: the vendor gives none, and a new access token needs the owner. */
  readonly refreshToken?: string;
  /** Fields of the answer the plugin wants as settings. */
  readonly kept: Readonly<Record<string, string | number | boolean>>;
}

/** An access token's life, in ms since 1970. */
export interface Life {
  readonly obtainedAt: number;
  /** null: the vendor does not say; it is used until it is refused. */
  readonly expiresAt: number | null;
}

/** A vendor account connected to a destination. */
export interface Connection extends Life {
  readonly tokens: Tokens;
  readonly problem: ProblemCode | null;
}

/** A destination as its account matters. */
export interface Accountable {
  readonly id: string;
  /** With the secret ones in the clear, and what the account fills in. */
  readonly settings: Record<string, unknown>;
  /** Values to keep out of messages. */
  readonly secrets: readonly string[];
  readonly connection: Connection | null;
}

/** The destination with what its account fills in. */
export function withConnection<D extends Accountable>(destination: D, connection: Connection): D {
  const { accessToken, kept } = connection.tokens;
  return {
    ...destination,
    connection,
    settings: { ...destination.settings, ...kept, [ACCESS_TOKEN]: accessToken },
    secrets: [...destination.secrets, accessToken],
  };
}

/** A token this close to its end might not outlive the request it is sent with. Renewed no earlier than in the last quarter of its life. */
const MARGIN_MS = 120_000;

export const isStale = ({ obtainedAt, expiresAt }: Life, now: number): boolean =>
  expiresAt !== null && now >= expiresAt - Math.min(MARGIN_MS, (expiresAt - obtainedAt) / 4);

export const isOver = ({ expiresAt }: Life, now: number): boolean => expiresAt !== null && now >= expiresAt;

/** Purpose under which a connection's tokens are sealed: those of one destination do not open for another. */
const purposeOf = (destinationId: string): string => `oauth-tokens:${destinationId}`;

export const sealTokens = (keyRing: KeyRing, destinationId: string, tokens: Tokens): Buffer => keyRing.seal(JSON.stringify(tokens), purposeOf(destinationId));

export const openTokens = (keyRing: KeyRing, destinationId: string, sealed: Buffer): Tokens =>
  JSON.parse(keyRing.open(sealed, purposeOf(destinationId)).toString()) as Tokens;

/** A row of `oauth_connections`. */
export interface ConnectionRow {
  readonly tokens: Buffer;
  readonly obtained_at: Date;
  readonly expires_at: Date | null;
  readonly problem: ProblemCode | null;
}

export const connectionOf = (keyRing: KeyRing, destinationId: string, row: ConnectionRow): Connection => ({
  tokens: openTokens(keyRing, destinationId, row.tokens),
  obtainedAt: row.obtained_at.getTime(),
  expiresAt: row.expires_at?.getTime() ?? null,
  problem: row.problem,
});
