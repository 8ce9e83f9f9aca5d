import { createHash, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { SystemDatabase } from '../database/system-database.js';
import { notFound, unauthorized } from '../http/problem.js';
import { Revocations } from '../revocations/revocations.js';
import type { Account } from './accounts.js';

/** Life of a refresh token; each use gives a new one with a life of its own. */
export const REFRESH_SECONDS = 30 * 24 * 3600;

/** Life of a log-in however often it is used (ASVS 5.0, 7.3.2). */
export const SESSION_SECONDS = 90 * 24 * 3600;

const TOKEN_BYTES = 32;
const MOST_USER_AGENT = 255;

/** Where a log-in came from. */
export interface Device {
  readonly ip: string;
  readonly userAgent: string | undefined;
}

/** A refresh token and the log-in it belongs to. */
export interface SessionToken {
  readonly sessionId: string;
  readonly token: string;
}

/** A log-in as its person sees it. */
export interface LoginSession {
  readonly id: string;
  readonly user_agent: string | null;
  readonly ip_address: string | null;
  readonly started_at: Date;
  readonly last_used_at: Date;
}

/**
 * Log-ins and their refresh tokens: each token works once and gives the next. A token that comes a second time was stolen, or its
 * successor was: the whole log-in ends. Only hashes are stored. A log-in that is deleted, by whomever, ends its access tokens too.
 */
@Injectable()
export class LoginSessions {
  constructor(
    private readonly database: SystemDatabase,
    private readonly revocations: Revocations,
  ) {}

  /** @returns undefined when the person was changed, disabled or removed while they logged in */
  async start({ id, tokenVersion }: Pick<Account, 'id' | 'tokenVersion'>, { ip, userAgent }: Device): Promise<SessionToken | undefined> {
    const sessionId = v7();
    const token = newToken();
    const started = await this.database.transaction(async (client) => {
      // Locked: a new password ends every log-in that is there, so none may come up unseen while it is set.
      const person = await client.query('select from users where id = $1 and token_version = $2 and disabled_at is null for share', [id, tokenVersion]);
      if (person.rowCount === 0) return false;
      await client.query('delete from refresh_tokens where user_id = $1 and expires_at < now()', [id]);
      await client.query('delete from login_sessions s where user_id = $1 and not exists (select from refresh_tokens t where t.family_id = s.id)', [id]);
      await client.query('insert into login_sessions (id, user_id, user_agent, ip_address) values ($1, $2, $3, $4)', [
        sessionId,
        id,
        userAgent?.replaceAll('\0', '').slice(0, MOST_USER_AGENT) ?? null,
        isIP(ip) === 0 ? null : ip,
      ]);
      await client.query(
        `insert into refresh_tokens (family_id, user_id, token_hash, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [sessionId, id, hashOf(token), REFRESH_SECONDS],
      );
      return true;
    });
    return started ? { sessionId, token } : undefined;
  }

  /** @throws Problem 401 `invalid_refresh_token` when it is unknown, over, or was used before. */
  async rotate(token: string): Promise<SessionToken & { readonly userId: string }> {
    const next = newToken();
    const [taken] = await this.database
      .query<{ user_id: string; family_id: string }>(ROTATE, [hashOf(token), hashOf(next), REFRESH_SECONDS, SESSION_SECONDS])
      .catch((error: { code?: string }) => {
        if (error.code === SESSION_GONE) return [];
        throw error;
      });
    if (taken === undefined) {
      await this.end(token);
      throw sessionOver();
    }
    return { userId: taken.user_id, sessionId: taken.family_id, token: next };
  }

  /** Ends the log-in a refresh token belongs to; an unknown one is no fault. */
  async end(token: string): Promise<void> {
    await this.remove('id = (select family_id from refresh_tokens where token_hash = $1)', [hashOf(token)]);
  }

  /** @throws Problem 404 when the person has none of this id */
  async endOne(userId: string, sessionId: string): Promise<void> {
    if ((await this.remove('user_id = $1 and id = $2', [userId, sessionId])) === 0) throw notFound('session');
  }

  /** Ends every log-in of a person. @param keep but this one */
  async endAll(userId: string, keep?: string): Promise<void> {
    await this.remove('user_id = $1 and id is distinct from $2', [userId, keep ?? null]);
  }

  /** Those that can still be used, the last used first. */
  list(userId: string): Promise<LoginSession[]> {
    return this.database.query<LoginSession>(
      `select id, user_agent, host(ip_address) as ip_address, started_at, last_used_at from login_sessions s
       where user_id = $1 and started_at > now() - make_interval(secs => $2)
         and exists (select from refresh_tokens t where t.family_id = s.id and t.used_at is null and t.expires_at > now())
       order by last_used_at desc, id desc`,
      [userId, SESSION_SECONDS],
    );
  }

  private async remove(where: string, parameters: readonly unknown[]): Promise<number> {
    const rows = await this.database.query(`delete from login_sessions where ${where} returning id`, parameters);
    if (rows.length > 0) await this.revocations.announce();
    return rows.length;
  }
}

export const sessionOver = () => unauthorized('invalid_refresh_token', 'The session is over: log in again.');

/** The log-in is locked first, as by who ends it; the new token refers to it, so one that is ended meanwhile takes it along. */
const ROTATE = `
  with session as (
    update login_sessions set last_used_at = now()
    where id = (select family_id from refresh_tokens where token_hash = $1) and started_at > now() - make_interval(secs => $4) returning id),
  taken as (
    update refresh_tokens t set used_at = now() from session s
    where t.token_hash = $1 and t.used_at is null and t.expires_at > now() and t.family_id = s.id returning t.family_id, t.user_id)
  insert into refresh_tokens (family_id, user_id, token_hash, expires_at)
  select family_id, user_id, $2, now() + make_interval(secs => $3) from taken returning user_id, family_id`;

/** foreign_key_violation */
const SESSION_GONE = '23503';

const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** The tokens are random, so a fast hash is enough. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
