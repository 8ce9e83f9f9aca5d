import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import type { IdKind } from './known-by.js';
import type { PersonIds } from './person-ids.js';

const KEY_BYTES = 32;

/** Of SHA-256: enough that no two ids of a site share one. */
const MARK_BYTES = 16;

/**
 * Marks of a person's ids: keyed hashes, of which nobody without the key ring can tell whom they stand for, nor whether two sites mean the same
 * person. The keys are derived (HKDF, RFC 5869) from the encryption keys: the first makes marks, all are tried, so that a rotated ring forgets nobody.
 */
@Injectable()
export class PersonMarks {
  private readonly keys: readonly Buffer[];

  constructor(@Inject(CONFIG) { encryptionKeys }: ServicesConfig) {
    this.keys = encryptionKeys
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => Buffer.from(hkdfSync('sha256', entry, '', 'warp erased person', KEY_BYTES)));
  }

  /** To be stored. */
  of(siteId: string, ids: PersonIds): readonly Buffer[] {
    return (Object.entries(ids) as [IdKind, readonly string[]][]).flatMap(([kind, values]) => values.map((id) => markOf(this.keys[0]!, siteId, kind, id)));
  }

  /** What may be stored for an id: a mark per key. Hex. */
  candidates(siteId: string, kind: IdKind, id: string): readonly string[] {
    return this.keys.map((key) => markOf(key, siteId, kind, id).toString('hex'));
  }
}

const markOf = (key: Buffer, siteId: string, kind: IdKind, id: string): Buffer =>
  createHmac('sha256', key).update(`${siteId}\n${kind}\n${id}`).digest().subarray(0, MARK_BYTES);
