import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { SystemDatabase } from '../database/system-database.js';
import { unauthorized } from '../problems/problem.js';

/** Life of a refresh token; each use gives a new one with a life of its own. */
export const REFRESH_SECONDS = 30 * 24 * 3600;

const TOKEN_BYTES = 32;

/**
 * Refresh tokens. A log-in starts a family; each token of it works once and gives the next. A token that comes a second
 * time was stolen, or its successor was: the whole family ends. Only hashes are stored.
 */
@Injectable()
export class Sessions {
  constructor(private readonly database: SystemDatabase) {}

  /** @returns the first token of a new family. */
  async start(userId: string): Promise<string> {
    await this.database.query('delete from refresh_tokens where user_id = $1 and expires_at < now()', [userId]);
    const token = newToken();
    await this.database.query(
      `insert into refresh_tokens (family_id, user_id, token_hash, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [v7(), userId, hashOf(token), REFRESH_SECONDS],
    );
    return token;
  }

  /** @throws Problem 401 `invalid_refresh_token` when it is unknown, over, or was used before. */
  async rotate(token: string): Promise<{ readonly userId: string; readonly token: string }> {
    const next = newToken();
    // One statement, so that a family that ends meanwhile takes the new token along.
    const [taken] = await this.database.query<{ user_id: string }>(
      `with taken as (
         update refresh_tokens set used_at = now()
         where token_hash = $1 and used_at is null and expires_at > now() returning family_id, user_id
       )
       insert into refresh_tokens (family_id, user_id, token_hash, expires_at)
       select family_id, user_id, $2, now() + make_interval(secs => $3) from taken returning user_id`,
      [hashOf(token), hashOf(next), REFRESH_SECONDS],
    );
    if (taken === undefined) {
      await this.end(token);
      throw unauthorized('invalid_refresh_token', 'The session is over: log in again.');
    }
    return { userId: taken.user_id, token: next };
  }

  /** Ends the family a token belongs to; an unknown one is no fault. */
  async end(token: string): Promise<void> {
    await this.database.query(
      'delete from refresh_tokens where family_id = (select family_id from refresh_tokens where token_hash = $1)',
      [hashOf(token)],
    );
  }

  /** Ends every family of a person. */
  async endAll(userId: string): Promise<void> {
    await this.database.query('delete from refresh_tokens where user_id = $1', [userId]);
  }
}

const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** The tokens are random, so a fast hash is enough. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
