import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { poolFor } from '../../database/pool.js';
import { inTransaction, SystemDatabase } from '../../database/system-database.js';
import { KeyRing } from '../../secrets/key-ring.js';
import { type Connection, connectionOf, type ConnectionRow, sealTokens } from './connection.js';
import type { AccountError, ProblemCode } from './account-error.js';
import { MOST_RENEWALS } from './renewal-places.js';

/** Longer than the vendor may take (10 s). A process that freezes with the lock in hand loses it. */
const PATIENCE = `select set_config('lock_timeout', '15s', true), set_config('idle_in_transaction_session_timeout', '30s', true)`;

/** Tokens a vendor changed exist nowhere else: PostgreSQL may take this long to come back. */
const SAVE_TRIES = 30;
const SAVE_PAUSE_MS = 1_000;

/** How a renewal ended that the vendor answered. */
export type Renewal = Connection | AccountError;

/** What is kept of connected accounts, as the machinery sees it. */
@Injectable()
export class ConnectionStore implements OnApplicationShutdown {
  private readonly logger = new Logger(ConnectionStore.name);
  /** Of their own: who waits for a vendor must not keep others from the database. */
  private readonly pool: pg.Pool;

  constructor(
    @Inject(CONFIG) config: ServicesConfig,
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {
    this.pool = poolFor(config, 'warp_system', MOST_RENEWALS);
  }

  /**
   * Lets one caller of all processes at a time renew a destination's tokens: the row is locked until the vendor has answered and
   * the answer is committed. A lock of PostgreSQL ends with its holder, neither earlier nor later, and needs no guess at how
   * long a vendor may take.
   *
   * @param renew given what the row says once it is locked: another may have renewed meanwhile; returns the same connection to leave it
   * @returns undefined when the account was disconnected
   */
  async renew(destinationId: string, renew: (current: Connection) => Promise<Renewal>): Promise<Renewal | undefined> {
    let changed: { readonly from: Buffer; readonly to: Connection } | undefined;
    try {
      return await inTransaction(this.pool, async (client) => {
        await client.query(PATIENCE);
        const { rows } = await client.query<ConnectionRow>('select tokens, obtained_at, expires_at, problem from oauth_connections where destination_id = $1 for update', [destinationId]);
        if (rows[0] === undefined) return undefined;
        const current = connectionOf(this.keyRing, destinationId, rows[0]);
        const renewal = await renew(current);
        if (renewal === current) return current;
        if (renewal instanceof Error) await client.query(NOTE_PROBLEM, [destinationId, renewal.problem]);
        else {
          changed = { from: rows[0].tokens, to: renewal };
          await client.query(SAVE, this.rowOf(destinationId, changed.from, renewal));
        }
        return renewal;
      });
    } catch (error) {
      if (changed === undefined) throw error;
      await this.saveLater(destinationId, changed.from, changed.to);
      return changed.to;
    }
  }

  async noteProblem(destinationId: string, problem: ProblemCode): Promise<void> {
    await this.database.query(NOTE_PROBLEM, [destinationId, problem]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** The transaction was lost with its connection after the vendor had answered. @throws when PostgreSQL stays away */
  private async saveLater(destinationId: string, from: Buffer, to: Connection): Promise<void> {
    for (let left = SAVE_TRIES; ; left--) {
      try {
        await this.database.query(SAVE, this.rowOf(destinationId, from, to));
        return;
      } catch (error) {
        if (left === 0) {
          this.logger.error(`Renewed tokens of the destination ${destinationId} could not be stored: its account has to be connected again.`);
          throw error;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, SAVE_PAUSE_MS));
    }
  }

  private rowOf(destinationId: string, from: Buffer, { tokens, obtainedAt, expiresAt }: Connection): unknown[] {
    return [destinationId, from, sealTokens(this.keyRing, destinationId, tokens), new Date(obtainedAt), expiresAt === null ? null : new Date(expiresAt)];
  }
}

/** Only over the tokens they were made from: whoever connected meanwhile has newer ones. */
const SAVE = `
  update oauth_connections set tokens = $3, obtained_at = $4, expires_at = $5, problem = null
  where destination_id = $1 and tokens = $2`;

const NOTE_PROBLEM = 'update oauth_connections set problem = $2 where destination_id = $1';
