import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { KeyRing } from '../secrets/key-ring.js';
import type { StoredEnrichment } from './readiness.js';

type Json = Readonly<Record<string, unknown>>;

interface Row {
  plugin: string;
  enabled: boolean | null;
  settings: Json;
  secrets: Buffer | null;
  updated_at: Date;
}

/** Settings of the enrichments, for the whole installation. */
@Injectable()
export class EnrichmentSettings {
  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {}

  /** Of those that have any, by plugin id. */
  async all(): Promise<ReadonlyMap<string, StoredEnrichment>> {
    const rows = await this.database.query<Row>('select plugin, enabled, settings, secrets, updated_at from enrichments');
    return new Map(
      rows.map(({ plugin, enabled, settings, secrets, updated_at }) => [
        plugin,
        { enabled, settings: { ...settings, ...openSecrets(this.keyRing, plugin, secrets) }, savedAt: updated_at.getTime() },
      ]),
    );
  }
}

/** Purpose under which an enrichment's secrets are sealed. */
const purpose = (plugin: string): string => `enrichment-secrets:${plugin}`;

export const sealSecrets = (keyRing: KeyRing, plugin: string, secrets: Json): Buffer | null =>
  Object.keys(secrets).length === 0 ? null : keyRing.seal(JSON.stringify(secrets), purpose(plugin));

const openSecrets = (keyRing: KeyRing, plugin: string, sealed: Buffer | null): Json =>
  sealed === null ? {} : (JSON.parse(keyRing.open(sealed, purpose(plugin)).toString()) as Json);
