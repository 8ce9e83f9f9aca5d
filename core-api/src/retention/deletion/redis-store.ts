import { Inject, Injectable, Logger } from '@nestjs/common';
import { CONFIG } from '../../config/config.module.js';
import type { ServicesConfig } from '../../config/config.js';
import { asOwner } from '../../database/owner-connection.js';
import { RedisConnections } from '../../redis/redis.module.js';
import { coveredTables, readSchema } from './covered-tables.js';
import type { Subject } from './deletion.js';
import type { Lease, TenantStore } from './tenant-store.js';

const SCAN_COUNT = 1_000;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * Removes the keys whose names contain an id of the site or the agency, or of something of theirs: a destination, a token, a person. What still
 * lies in the event log or a spool is dropped by the pipeline, which does not know the site any more. Jobs hold ids only, and end by themselves.
 */
@Injectable()
export class RedisStore implements TenantStore {
  private readonly logger = new Logger(RedisStore.name);

  constructor(
    @Inject(CONFIG) private readonly config: ServicesConfig,
    private readonly redis: RedisConnections,
  ) {}

  async erase({ deletion: { subject, subject_id } }: Lease): Promise<void> {
    const names = await this.namesOf(subject, subject_id);
    const isTheirs = (key: string): boolean => (key.match(UUID) ?? []).some((id) => names.ids.has(id.toLowerCase())) || names.scripts.some((script) => key.includes(script));
    const { shared } = this.redis;
    for (let cursor = '0'; ; ) {
      const [next, keys] = await shared.scan(cursor, 'COUNT', SCAN_COUNT);
      // One by one: on a cluster they lie in different places.
      await Promise.all(keys.filter(isTheirs).map((key) => shared.unlink(key)));
      cursor = next;
      if (cursor === '0') break;
    }
    // What was deleted still stands in the append-only file until it is written anew. A hosted Redis may not allow it, and does it by itself.
    await shared.bgrewriteaof().catch((error: Error) => this.logger.debug(`The append-only file is not rewritten now: ${error.message}`));
  }

  /** Ids of everything of theirs that has a UUID, and the script ids of the sites. */
  private namesOf(subject: Subject, id: string): Promise<{ readonly ids: ReadonlySet<string>; readonly scripts: readonly string[] }> {
    return asOwner(this.config.databaseUrl, async (client) => {
      const schema = await readSchema(client);
      const ids = new Set([id]);
      const sites = await client.query<{ id: string; script_id: string }>(`select id, script_id from sites where ${subject === 'site' ? 'id' : 'agency_id'} = $1`, [id]);
      const wanted: readonly (readonly [Subject, string])[] = [...sites.rows.map((site) => ['site', site.id] as const), ...(subject === 'agency' ? [['agency', id] as const] : [])];
      for (const [kind, owner] of wanted)
        for (const { name, where } of coveredTables(schema, kind)) {
          if (!hasUuid(schema.tables, name)) continue;
          const { rows } = await client.query<{ id: string }>(`select id::text from public."${name}" where ${where}`, [owner]);
          for (const row of rows) ids.add(row.id);
        }
      return { ids, scripts: sites.rows.map(({ script_id }) => script_id) };
    });
  }
}

const hasUuid = (tables: readonly { readonly name: string; readonly uuidKeyed: boolean }[], name: string): boolean => tables.find((table) => table.name === name)?.uuidKeyed === true;
