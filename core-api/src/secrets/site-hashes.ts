import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { KeyRing } from './key-ring.js';

const KEY_BYTES = 32;

/** Name of the secret in `installation_secrets`, and purpose under which it is sealed. */
export const SITE_HASHES = 'site-hashes';

/** Keyed hashes of one site: what two events have in common can be told, what was hashed cannot be found by trying. */
export interface SiteHash {
  /** Of a text as people type it: trimmed, lower case. */
  ofText(text: string): string;
  /** Of the SHA-256 (hex) of such a text, for those who know no more: the same hash. */
  ofSha256(sha256: string): string;
}

/**
 * HMAC-SHA256 of the SHA-256 of a text, hex, with a key for each site. The keys are derived from a secret of the installation that lies
 * sealed in the database: it survives a rotation of the key ring, and a dump alone gives no hash away.
 */
@Injectable()
export class SiteHashes implements OnModuleInit {
  private secret: Buffer | undefined;
  private readonly bySite = new Map<string, SiteHash>();

  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.query('insert into installation_secrets (name, sealed) values ($1, $2) on conflict do nothing', [
      SITE_HASHES,
      this.keyRing.seal(randomBytes(KEY_BYTES), SITE_HASHES),
    ]);
    const [row] = await this.database.query<{ sealed: Buffer }>('select sealed from installation_secrets where name = $1', [SITE_HASHES]);
    const { sealed } = row!;
    this.secret = this.keyRing.open(sealed, SITE_HASHES);
    // So that the key before can leave the ring: without this secret no hash could be made any more.
    if (!this.keyRing.isCurrent(sealed))
      await this.database.query('update installation_secrets set sealed = $3 where name = $1 and sealed = $2', [SITE_HASHES, sealed, this.keyRing.seal(this.secret, SITE_HASHES)]);
  }

  of(siteId: string): SiteHash {
    let hash = this.bySite.get(siteId);
    if (hash === undefined) this.bySite.set(siteId, (hash = hashWith(this.keyOf(siteId))));
    return hash;
  }

  private keyOf(siteId: string): KeyObject {
    if (this.secret === undefined) throw new Error('The secret of the site hashes is not loaded yet.');
    return createSecretKey(createHmac('sha256', this.secret).update(siteId).digest());
  }
}

function hashWith(key: KeyObject): SiteHash {
  const ofSha256 = (sha256: string): string => createHmac('sha256', key).update(sha256.toLowerCase()).digest('hex');
  return { ofSha256, ofText: (text) => ofSha256(createHash('sha256').update(text.trim().toLowerCase()).digest('hex')) };
}
