import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SystemDatabase } from '../../database/system-database.js';
import { Revocations } from '../../revocations/revocations.js';
import type { ApiKeyScope } from '../../database/entities/api-key.entity.js';
import { ApiKeyUsage } from './api-key-usage.js';
import type { RoleName } from '../../database/entities/user.entity.js';

/** How long a key is remembered, so that events cost no SQL. One that is revoked is refused at once: its revocation is known apart. */
const REMEMBERED_MS = 30_000;

/** Who an API key speaks for; `siteId` null: every site of the agency. */
export interface KeyHolder {
  readonly agencyId: string;
  readonly siteId: string | null;
}

/** A key that works. */
export interface KnownKey {
  readonly id: string;
  readonly agencyId: string;
  /** Null: every site of the agency. */
  readonly siteId: string | null;
  readonly scopes: readonly ApiKeyScope[];
  /** Null when they are gone or disabled. */
  readonly maker: { readonly id: string; readonly role: RoleName; readonly version: number } | null;
}

interface KeyRow {
  id: string;
  agency_id: string;
  site_id: string | null;
  scopes: ApiKeyScope[];
  maker_id: string | null;
  role: RoleName | null;
  token_version: number | null;
}

const UNKNOWN = 'unknown';

/** Checks the keys of other servers. */
@Injectable()
export class ApiKeys {
  private readonly remembered = new LRUCache<string, KnownKey | typeof UNKNOWN>({ max: 10_000, ttl: REMEMBERED_MS });

  constructor(
    private readonly database: SystemDatabase,
    private readonly revocations: Revocations,
    private readonly usage: ApiKeyUsage,
  ) {}

  /** @returns who the key speaks for; undefined when it is unknown, revoked, or has not this scope. */
  async verify(key: string, scope: ApiKeyScope): Promise<KeyHolder | undefined> {
    const known = await this.find(key);
    if (known === undefined || !known.scopes.includes(scope)) return undefined;
    this.usage.count(known.id);
    return { agencyId: known.agencyId, siteId: known.siteId };
  }

  /** @returns undefined when it is unknown or revoked. */
  async find(key: string): Promise<KnownKey | undefined> {
    if (!isApiKey(key)) return undefined;
    const hash = hashOfKey(key);
    const name = hash.toString('base64');
    let known = this.remembered.get(name);
    if (known === undefined || (known !== UNKNOWN && this.hasChanged(known))) {
      known = (await this.read(hash)) ?? UNKNOWN;
      this.remembered.set(name, known);
    }
    return known === UNKNOWN || this.revocations.has('api_key', known.id) ? undefined : known;
  }

  /** Whether its maker's role or standing may be another since it was read. */
  private hasChanged({ maker }: KnownKey): boolean {
    return maker !== null && this.revocations.has('user', maker.id, maker.version);
  }

  private async read(hash: Buffer): Promise<KnownKey | undefined> {
    const [row] = await this.database.query<KeyRow>(
      `with used as (
         update api_keys set last_used_at = now() where key_hash = $1 and revoked_at is null
           and agency_id in (select id from agencies where deletion_id is null) returning id, agency_id, site_id, scopes, created_by)
       select used.id, used.agency_id, used.site_id, used.scopes, u.id as maker_id, u.role, u.token_version
       from used left join users u on u.id = used.created_by and u.disabled_at is null`,
      [hash],
    );
    if (row === undefined) return undefined;
    const { maker_id, role, token_version } = row;
    return {
      id: row.id,
      agencyId: row.agency_id,
      siteId: row.site_id,
      scopes: row.scopes,
      maker: maker_id === null || role === null || token_version === null ? null : { id: maker_id, role, version: token_version },
    };
  }
}

const KEY_FORM = /^warp_[\w-]{43}$/;
export const KEY_PREFIX_LENGTH = 12;

/** Whether a bearer token has the form of an API key. */
export const isApiKey = (token: string): boolean => KEY_FORM.test(token);

/** @returns a new key: a mark that secret scanners can look for, and 256 random bits. */
export const newKey = (): string => `warp_${randomBytes(32).toString('base64url')}`;

/** Keys are random, so a fast hash is enough. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();
