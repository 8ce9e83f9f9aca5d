import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { SystemDatabase } from '../database/system-database.js';
import { type JobRun, Scheduled } from '../jobs/schedule.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteHashes } from '../secrets/site-hashes.js';
import { decodeLine } from './decode.js';
import { foundBy, QUARANTINE_PURPOSE } from './quarantine.js';

/** Rows rewritten in one transaction. */
const ROWS = 1_000;

/** A process of the version before may still write for so long after this one began: only a later round that finds nothing was the last. */
const AGAIN_MS = 10 * 60_000;

/** Name in `finished_rewrites`. */
const REWRITE = 'personal-data-at-rest';

interface HashedRow {
  readonly id: number;
  readonly site_id: string;
  readonly user_hashes: Readonly<Record<string, string>>;
}

/** Rewrites what earlier versions stored in the clear: plain hashes become keyed ones, entries in quarantine are sealed. */
@Injectable()
export class SealStored {
  private readonly logger = new Logger(SealStored.name);
  private readonly startedAt = Date.now();

  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
    private readonly hashes: SiteHashes,
  ) {}

  /** A round, until one found nothing that no process of the version before can have written after. */
  @Scheduled({ name: 'seal-stored', everyMs: AGAIN_MS, catchUp: 'latest' })
  async seal({ signal }: JobRun): Promise<void> {
    if (await this.isFinished()) return;
    const isConclusive = Date.now() - this.startedAt > AGAIN_MS;
    const rows = await this.rewrite(signal);
    if (rows > 0) this.logger.log(`${rows} rows of an earlier version were sealed.`);
    else if (isConclusive) await this.database.query('insert into finished_rewrites (name) values ($1) on conflict do nothing', [REWRITE]);
  }

  /** Once through everything. @returns rows that were rewritten */
  async rewrite(signal?: AbortSignal): Promise<number> {
    let rows = 0;
    for (let size = ROWS; size === ROWS; rows += size) {
      signal?.throwIfAborted();
      size = await this.sealQuarantined();
    }
    for (let after: number | undefined = 0; after !== undefined; ) {
      signal?.throwIfAborted();
      const part: { rows: number; last: number | undefined } = await this.keyHashes(after);
      rows += part.rows;
      after = part.last;
    }
    return rows;
  }

  private async isFinished(): Promise<boolean> {
    return (await this.database.query('select 1 from finished_rewrites where name = $1', [REWRITE])).length > 0;
  }

  /** @returns rows looked at and the last id, undefined at the end */
  private keyHashes(after: number): Promise<{ rows: number; last: number | undefined }> {
    return this.database.transaction(async (client) => {
      const { rows } = await client.query<HashedRow>(
        `select id, site_id, user_hashes from events
         where id > $1 and not user_hashes_keyed and user_hashes is not null and user_hashes <> 'null' order by id limit $2 for update skip locked`,
        [after, ROWS],
      );
      const keyed = rows.map(({ site_id, user_hashes }) =>
        JSON.stringify(Object.fromEntries(Object.entries(user_hashes).map(([field, sha256]) => [field, this.hashes.of(site_id).ofSha256(sha256)]))),
      );
      await client.query(
        `update events e set user_hashes = k.hashes, user_hashes_keyed = true
         from unnest($1::bigint[], $2::jsonb[]) as k (id, hashes) where e.id = k.id`,
        [rows.map(({ id }) => id), keyed],
      );
      return { rows: rows.length, last: rows.length < ROWS ? undefined : rows.at(-1)!.id };
    });
  }

  private sealQuarantined(): Promise<number> {
    return this.database.transaction(async (client) => {
      const { rows } = await client.query<{ id: number; text: string }>(
        `select id, case jsonb_typeof(entry) when 'string' then entry #>> '{}' else entry::text end as text
         from quarantine where entry is not null order by id limit $1 for update skip locked`,
        [ROWS],
      );
      for (const { id, text } of rows) await this.sealEntry(client, id, text);
      return rows.length;
    });
  }

  private async sealEntry(client: pg.PoolClient, id: number, text: string): Promise<void> {
    const decoded = decodeLine(text, null);
    const found = decoded.ok ? foundBy(decoded.entry, this.hashes) : {};
    const columns = { ...found, sealed: this.keyRing.seal(text, QUARANTINE_PURPOSE), entry: null };
    const set = Object.keys(columns).map((name, index) => `${name} = $${index + 2}`);
    await client.query(`update quarantine set ${set.join(', ')} where id = $1`, [id, ...Object.values(columns)]);
  }
}
