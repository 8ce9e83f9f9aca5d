import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LIMITS } from '@warp/contracts';
import type pg from 'pg';
import { SystemDatabase } from '../database/system-database.js';
import { Problem } from '../http/problem.js';
import { KeyRing } from '../secrets/key-ring.js';
import { SiteHashes } from '../secrets/site-hashes.js';
import { type Erasure, erasePerson } from './erase-person.js';
import { keysOf, type Person, type PersonKeys } from './person.js';
import type { PersonErasure, VendorErasure } from './person-erasure.js';
import type { PersonIds } from './person-ids.js';
import { PersonMarks } from './person-marks.js';

/**
 * Shorter than PostgreSQL waits before it looks for a deadlock (1 s): of the two, the erasure gives way and tries again, and not a delivery
 * that would then be sent twice.
 */
const PATIENCE = "set local lock_timeout = '500ms'";
const TRIES = 10;
const PAUSE_MS = 200;

/** PostgreSQL's `lock_not_available`. */
const LOCK_NOT_AVAILABLE = '55P03';

/** What was being written meanwhile is looked for after so many seconds, and once more, for a worker that was slow. */
const LOOKS_AFTER_SECONDS = [10, 600] as const;

/** A delivery that was under way may still reach the vendor; it is asked after that. */
const VENDORS_AFTER_SECONDS = 15;

/** Purpose under which the person is sealed until the vendors are done. */
const PURPOSE = 'erased-person';

/** Who is to be erased, as it is kept until everything is done. */
export interface SealedSubject {
  readonly person: Person;
  readonly ids: PersonIds;
  /** User ids that destinations may have: without the hashes by which only our own data are found. */
  readonly sentUserIds: readonly string[];
}

/** Erases people: at once what is stored, later what was under way, and then at the vendors (`VendorErasures`). */
@Injectable()
export class PersonErasures {
  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
    private readonly hashes: SiteHashes,
    private readonly marks: PersonMarks,
  ) {}

  /**
   * Erases what a site has of a person, and sees to it that nothing of before is stored when it comes later.
   * @param record writes into the same transaction that it was done
   * @throws Problem 503 when others are at work on the same rows for seconds
   */
  async begin(siteId: string, person: Person, record: (client: pg.PoolClient, erasure: Erasure) => Promise<void>): Promise<PersonErasure> {
    const id = await this.patiently(async (client) => {
      const keys = keysOf(person, this.hashes.of(siteId));
      const { erasure, ids } = await erasePerson(client, this.keyRing, siteId, keys);
      await record(client, erasure);
      return this.note(client, siteId, { person, ids, sentUserIds: sentUserIds(person, keys, ids) }, erasure);
    });
    return (await this.find(siteId, id))!;
  }

  async find(siteId: string, id: string): Promise<PersonErasure | undefined> {
    const [row] = await this.database.query<Omit<PersonErasure, 'destinations'>>(
      'select id, requested_at, removed, look_at from person_erasures where id = $1 and site_id = $2',
      [id, siteId],
    );
    if (row === undefined) return undefined;
    const destinations = await this.database.query<VendorErasure>(
      `select destination_id, plugin, name, state, code, message, attempts, due_at, finished_at from person_erasure_destinations
       where erasure_id = $1 order by name, destination_id`,
      [id],
    );
    return { ...row, destinations };
  }

  /** Looks again where it is time. @returns whether there was one */
  async lookAgain(): Promise<boolean> {
    const [due] = await this.database.query<{ id: string; site_id: string; subject: Buffer; looks: number }>(
      `update person_erasures set looks = looks + 1, look_at = now() + interval '2 minutes'
       where id = (select id from person_erasures where look_at <= now() order by look_at limit 1 for update skip locked)
       returning id, site_id, subject, looks`,
    );
    if (due === undefined) return false;
    const { person } = this.open(due.subject);
    await this.patiently(async (client) => {
      const { erasure } = await erasePerson(client, this.keyRing, due.site_id, keysOf(person, this.hashes.of(due.site_id)));
      await client.query(
        `update person_erasures set look_at = now() + make_interval(secs => $3),
           removed = (select jsonb_object_agg(key, value::bigint + coalesce(($2::jsonb->>key)::bigint, 0)) from jsonb_each_text(removed))
         where id = $1`,
        [due.id, JSON.stringify(erasure), LOOKS_AFTER_SECONDS[due.looks] ?? null],
      );
      await forgetSubject((sql, parameters) => client.query(sql, parameters), due.id);
    });
    return true;
  }

  open(sealed: Buffer): SealedSubject {
    return JSON.parse(this.keyRing.open(sealed, PURPOSE).toString()) as SealedSubject;
  }

  private async note(client: pg.PoolClient, siteId: string, subject: SealedSubject, erasure: Erasure): Promise<string> {
    const { rows } = await client.query<{ id: string }>(
      `insert into person_erasures (site_id, kept_until, marks, subject, removed, look_at, requested_at)
       values ($1, clock_timestamp() + make_interval(secs => $2), $3, $4, $5, now() + make_interval(secs => $6), clock_timestamp()) returning id`,
      [siteId, KEPT_SECONDS, this.marks.of(siteId, subject.ids), this.keyRing.seal(JSON.stringify(subject), PURPOSE), JSON.stringify(erasure), LOOKS_AFTER_SECONDS[0]],
    );
    const { id } = rows[0]!;
    await client.query(
      `insert into person_erasure_destinations (erasure_id, destination_id, plugin, name, due_at)
       select $1, id, plugin, name, now() + make_interval(secs => $3) from destinations where site_id = $2`,
      [id, siteId, VENDORS_AFTER_SECONDS],
    );
    return id;
  }

  private async patiently<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction(async (client) => {
          await client.query(PATIENCE);
          return work(client);
        });
      } catch (error) {
        if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
        if (attempt === TRIES) throw new Problem(503, 'busy', 'What is stored of this person is being used: ask again.', undefined, { 'retry-after': '10' });
        await sleep(PAUSE_MS);
      }
    }
  }
}

/** An id that is an address reached destinations as its hash; any other as it is. */
function sentUserIds({ userId = '' }: Person, keys: PersonKeys, { user }: PersonIds): readonly string[] {
  const hashes = new Set(keys.userIds.filter((id) => id !== userId));
  return userId.includes('@') ? user : user.filter((id) => !hashes.has(id));
}

/** Browsers and proxies are believed no older events than this, whatever spool or log held them up; a day more for wrong clocks. */
const KEPT_SECONDS = LIMITS.pastMs / 1000 + 24 * 3600;

/** Lets go of who it was, once nothing more needs to know. */
export async function forgetSubject(query: (sql: string, parameters: unknown[]) => Promise<unknown>, erasureId: string): Promise<void> {
  await query(
    `update person_erasures e set subject = null where id = $1 and look_at is null
       and not exists (select 1 from person_erasure_destinations d where d.erasure_id = e.id and d.due_at is not null)`,
    [erasureId],
  );
}
