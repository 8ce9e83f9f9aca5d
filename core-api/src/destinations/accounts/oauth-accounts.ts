import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { KeyRing } from '../../secrets/key-ring.js';
import type { AccountStatus, Revocation } from './account-status.js';
import type { DestinationConfig } from '../../database/entities/destination-config.entity.js';
import { clearSettings } from '../settings/destination-settings.js';
import { openTokens, sealTokens } from './connection.js';
import { ACCOUNT_PROBLEMS, type ProblemCode } from './account-error.js';
import type { Granted } from './token-answer.js';
import { TokenEndpoint } from './token-endpoint.js';

interface StatusRow {
  readonly destination_id: string;
  readonly scopes: readonly string[];
  readonly connected_at: Date;
  readonly expires_at: Date | null;
  readonly problem: ProblemCode | null;
}

/** Connected accounts as people see and change them: inside the transaction of whoever asks, under row-level security. */
@Injectable()
export class OAuthAccounts {
  constructor(
    private readonly registry: PluginRegistry,
    private readonly keyRing: KeyRing,
    private readonly endpoint: TokenEndpoint,
  ) {}

  /** Of those destinations that have one, by their id. */
  async statuses(em: EntityManager, destinationIds: readonly string[]): Promise<ReadonlyMap<string, AccountStatus>> {
    if (destinationIds.length === 0) return new Map();
    const rows = await em.execute<StatusRow[]>(
      'select destination_id, scopes, connected_at, expires_at, problem from oauth_connections where destination_id in (?)',
      [destinationIds],
    );
    return new Map(
      rows.map((row) => [
        row.destination_id,
        {
          connectedAt: new Date(row.connected_at),
          expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
          scopes: row.scopes,
          problem: row.problem === null ? null : ACCOUNT_PROBLEMS[row.problem].sentence,
        },
      ]),
    );
  }

  /** Connects, or takes the place of the account that was connected. Its old tokens are left alone: at Google, ending them ends the new ones too. */
  async keep(em: EntityManager, destinationId: string, { tokens, scopes, obtainedAt, expiresAt }: Granted, requested: readonly string[]): Promise<void> {
    await em.execute(
      `insert into oauth_connections (destination_id, tokens, scopes, obtained_at, expires_at)
       values (?, ?, array[?]::text[], ?, ?)
       on conflict (destination_id) do update set tokens = excluded.tokens, scopes = excluded.scopes, connected_at = now(),
         obtained_at = excluded.obtained_at, expires_at = excluded.expires_at, problem = null`,
      [
        destinationId,
        sealTokens(this.keyRing, destinationId, tokens),
        scopes ?? requested,
        new Date(obtainedAt).toISOString(),
        expiresAt === null ? null : new Date(expiresAt).toISOString(),
      ],
    );
  }

  /** Forgets an account. @returns what to call once that is committed; undefined when there was none */
  async release(em: EntityManager, destination: DestinationConfig): Promise<Revocation | undefined> {
    const [row] = await em.execute<{ tokens: Buffer }[]>('delete from oauth_connections where destination_id = ? returning tokens', [destination.id]);
    if (row === undefined) return undefined;
    const plugin = this.registry.destination(destination.plugin);
    if (plugin === undefined) return () => Promise.resolve(false);
    const tokens = openTokens(this.keyRing, destination.id, row.tokens);
    const settings = clearSettings(this.keyRing, plugin, destination);
    return () => this.endpoint.revoke({ plugin, settings }, tokens);
  }
}
