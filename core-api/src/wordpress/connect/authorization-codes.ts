import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../../database/system-database.js';
import type { SiteScope } from '../tokens/site-scopes.js';

/** A code goes from the browser's address to the WordPress at once. */
const CODE_SECONDS = 60;

/** What a person allowed. */
export interface Authorization {
  readonly siteId: string;
  readonly userId: string;
  /** As it was asked for, to the letter. */
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly scopes: readonly SiteScope[];
}

/** A code that came back. `fresh` is said once. */
export interface TakenCode extends Authorization {
  readonly fresh: boolean;
  /** What it was exchanged for before. */
  readonly tokenId: string | null;
}

interface Row {
  site_id: string;
  user_id: string;
  redirect_uri: string;
  code_challenge: string;
  scopes: SiteScope[];
  token_id: string | null;
}

const COLUMNS = 'site_id, user_id, redirect_uri, code_challenge, scopes, token_id';

/** Authorisation codes (RFC 6749, 4.1.2), as hashes. */
@Injectable()
export class AuthorizationCodes {
  constructor(private readonly database: SystemDatabase) {}

  /** @returns the code, which is nowhere kept */
  async make({ siteId, userId, redirectUri, codeChallenge, scopes }: Authorization): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    // A used one is remembered for a day, so that a second use is noticed.
    await this.database.query("delete from authorization_codes where expires_at < now() - interval '1 day'");
    await this.database.query(
      `insert into authorization_codes (code_hash, site_id, user_id, redirect_uri, code_challenge, scopes, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => ${CODE_SECONDS}))`,
      [hashOf(code), siteId, userId, redirectUri, codeChallenge, scopes],
    );
    return code;
  }

  /** Takes a code inside the caller's transaction; others who bring the same one wait for its end. @returns undefined when there is none */
  async take(client: pg.PoolClient, code: string): Promise<TakenCode | undefined> {
    const hash = hashOf(code);
    const taken = await client.query<Row>(
      `update authorization_codes set used_at = now() where code_hash = $1 and used_at is null and expires_at > now() returning ${COLUMNS}`,
      [hash],
    );
    const known = taken.rows.length > 0 ? taken : await client.query<Row>(`select ${COLUMNS} from authorization_codes where code_hash = $1`, [hash]);
    const [row] = known.rows;
    return row === undefined
      ? undefined
      : {
          siteId: row.site_id,
          userId: row.user_id,
          redirectUri: row.redirect_uri,
          codeChallenge: row.code_challenge,
          scopes: row.scopes,
          tokenId: row.token_id,
          fresh: taken.rows.length > 0,
        };
  }

  /** Remembers what a code was exchanged for. */
  async exchanged(client: pg.PoolClient, code: string, tokenId: string): Promise<void> {
    await client.query('update authorization_codes set token_id = $2 where code_hash = $1', [hashOf(code), tokenId]);
  }
}

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
