import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { SystemDatabase } from '../../database/system-database.js';
import type { TenantScope } from '../../database/tenant-scope.js';
import { AuditLog } from '../../identity/audit-log/audit-log.js';
import { SITE_TOKEN_MARK } from '../../identity/bearer-token.js';
import { Revocations } from '../../revocations/revocations.js';
import { SiteDirectory } from '../../site-directory/site-directory.js';
import type { SiteScope } from './site-scopes.js';

/** How long a token is remembered. One that is revoked is refused at once: its revocation is known apart. */
const REMEMBERED_MS = 30_000;

/** Which site a token opens, and what for. */
export interface SiteTokenHolder {
  readonly tokenId: string;
  readonly siteId: string;
  readonly agencyId: string;
  readonly scopes: readonly SiteScope[];
}

/** What a token is made of. */
export interface Grant {
  readonly siteId: string;
  readonly agencyId: string;
  readonly scopes: readonly SiteScope[];
  /** Address of the WordPress, as far as it is known. */
  readonly name: string;
  /** Handed over by the browser, or pasted by a person. */
  readonly via: 'connect' | 'code';
  /** Who allowed it. */
  readonly userId: string;
}

export const tenantScopeOf = ({ siteId }: SiteTokenHolder): TenantScope => ({ scope: 'site', siteId });

const UNKNOWN = 'unknown';

/** Tokens by which a WordPress reads its own site. They live until they are revoked; only hashes are stored. */
@Injectable()
export class SiteTokens {
  private readonly remembered = new LRUCache<string, SiteTokenHolder | typeof UNKNOWN>({ max: 10_000, ttl: REMEMBERED_MS });

  constructor(
    private readonly database: SystemDatabase,
    private readonly auditLog: AuditLog,
    private readonly revocations: Revocations,
    private readonly directory: SiteDirectory,
  ) {}

  /** @returns undefined when it is unknown or revoked, or its site is deleted. @throws Problem 503 when that cannot be told */
  async verify(token: string): Promise<SiteTokenHolder | undefined> {
    if (!FORM.test(token)) return undefined;
    await this.revocations.ensureCurrent();
    const hash = hashOf(token);
    const name = hash.toString('base64');
    let known = this.remembered.get(name);
    if (known === undefined) {
      known = (await this.read(hash)) ?? UNKNOWN;
      this.remembered.set(name, known);
    }
    if (known === UNKNOWN || this.revocations.has('site_token', known.tokenId)) return undefined;
    return this.directory.find(known.siteId)?.hidden === true ? undefined : known;
  }

  /** Makes a token inside the caller's transaction. @returns its id and its text, which is nowhere kept */
  async issue(client: pg.PoolClient, { siteId, agencyId, scopes, name, via, userId }: Grant): Promise<{ readonly id: string; readonly token: string }> {
    const token = `${SITE_TOKEN_MARK}${randomBytes(32).toString('base64url')}`;
    const { rows } = await client.query<{ id: string }>(
      'insert into site_tokens (site_id, name, via, token_hash, scopes, created_by) values ($1, $2, $3, $4, $5, $6) returning id',
      [siteId, name.slice(0, 255), via, hashOf(token), scopes, userId],
    );
    const { id } = rows[0]!;
    await this.auditLog.recordFor(client, userId, { agencyId, action: 'site_token.created', targetType: 'site_token', targetId: id, details: { siteId, via, scopes } });
    return { id, token };
  }

  /** Ends a token inside the caller's transaction; afterwards call `announceRevoked`. @param userId who did it; null: its holder */
  async revoke(client: pg.PoolClient, { tokenId, siteId, agencyId }: Pick<SiteTokenHolder, 'tokenId' | 'siteId' | 'agencyId'>, userId: string | null): Promise<void> {
    const { rowCount } = await client.query('update site_tokens set revoked_at = now() where id = $1 and revoked_at is null', [tokenId]);
    if (rowCount !== 0)
      await this.auditLog.recordFor(client, userId, { agencyId, action: 'site_token.revoked', targetType: 'site_token', targetId: tokenId, details: { siteId } });
  }

  /** After a token was revoked, and that was committed. */
  announceRevoked(): Promise<void> {
    return this.revocations.announce();
  }

  private async read(hash: Buffer): Promise<SiteTokenHolder | undefined> {
    const [row] = await this.database.query<{ id: string; site_id: string; agency_id: string; scopes: SiteScope[] }>(
      `update site_tokens t set last_used_at = now() from sites s
       where t.token_hash = $1 and t.revoked_at is null and s.id = t.site_id returning t.id, t.site_id, s.agency_id, t.scopes`,
      [hash],
    );
    return row === undefined ? undefined : { tokenId: row.id, siteId: row.site_id, agencyId: row.agency_id, scopes: row.scopes };
  }
}

const FORM = new RegExp(`^${SITE_TOKEN_MARK}[\\w-]{43}$`);

/** Tokens are random, so a fast hash is enough. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
