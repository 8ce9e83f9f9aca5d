import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ApiKeyVerifier, type KeyHolder } from '../collect/api-key-verifier.js';
import { SystemDatabase } from '../database/system-database.js';
import type { ApiKeyScope } from './api-key-scopes.js';

/** How long a revoked key may go on working in another process. */
const REMEMBERED_MS = 30_000;

interface KnownKey {
  readonly holder: KeyHolder;
  readonly scopes: readonly string[];
}

const UNKNOWN = 'unknown';

/** Checks the keys of other servers; remembers each answer for half a minute, so that events cost no SQL. */
@Injectable()
export class ApiKeys extends ApiKeyVerifier {
  private readonly remembered = new LRUCache<string, KnownKey | typeof UNKNOWN>({ max: 10_000, ttl: REMEMBERED_MS });

  constructor(private readonly database: SystemDatabase) {
    super();
  }

  /** @returns who the key speaks for; undefined when it is unknown, revoked, or has not this scope. */
  async verify(key: string, scope: ApiKeyScope): Promise<KeyHolder | undefined> {
    if (!KEY_FORM.test(key)) return undefined;
    const hash = hashOfKey(key);
    const name = hash.toString('base64');
    let known = this.remembered.get(name);
    if (known === undefined) {
      known = (await this.read(hash)) ?? UNKNOWN;
      this.remembered.set(name, known);
    }
    return known !== UNKNOWN && known.scopes.includes(scope) ? known.holder : undefined;
  }

  /** After a key was revoked here. */
  forget(): void {
    this.remembered.clear();
  }

  private async read(hash: Buffer): Promise<KnownKey | undefined> {
    const [row] = await this.database.query<{ agency_id: string; site_id: string | null; scopes: string[] }>(
      `update api_keys set last_used_at = now() where key_hash = $1 and revoked_at is null
         and agency_id in (select id from agencies where deletion_id is null)
       returning agency_id, site_id, scopes`,
      [hash],
    );
    return row === undefined
      ? undefined
      : { holder: { agencyId: row.agency_id, siteId: row.site_id }, scopes: row.scopes };
  }
}

const KEY_FORM = /^warp_[\w-]{43}$/;
export const KEY_PREFIX_LENGTH = 12;

/** @returns a new key: a mark that secret scanners can look for, and 256 random bits. */
export const newKey = (): string => `warp_${randomBytes(32).toString('base64url')}`;

/** Keys are random, so a fast hash is enough. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();
