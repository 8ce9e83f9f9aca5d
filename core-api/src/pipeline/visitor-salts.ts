import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';
import { KeyRing } from '../secrets/key-ring.js';

const DAY_MS = 24 * 3_600_000;

const SALT_BYTES = 16;

/** Purpose under which salts are sealed. */
const PURPOSE = 'visitor-salt';

/** Today's and yesterday's salt. */
export interface Salts {
  readonly today: Buffer;
  readonly yesterday: Buffer;
}

/**
 * Salts of the cookieless visitor hash. A new one each UTC day; yesterday's is kept so that a visit survives midnight,
 * older ones are deleted, after which nobody can tell whom a hash stood for. They lie sealed: with a salt, the few billion addresses there are could be tried.
 */
@Injectable()
export class VisitorSalts {
  private day = -1;
  private salts: Salts | undefined;

  constructor(
    private readonly database: SystemDatabase,
    private readonly keyRing: KeyRing,
  ) {}

  async at(now: number): Promise<Salts> {
    const day = Math.floor(now / DAY_MS);
    if (this.salts === undefined || this.day !== day) {
      this.salts = await this.load(day);
      this.day = day;
    }
    return this.salts;
  }

  private async load(day: number): Promise<Salts> {
    const [today, yesterday] = [day, day - 1].map((number) => new Date(number * DAY_MS).toISOString().slice(0, 10));
    await this.database.query(
      'insert into visitor_salts (day, salt) values ($1, $2), ($3, $4) on conflict do nothing',
      [today, this.newSalt(), yesterday, this.newSalt()],
    );
    await this.database.query('delete from visitor_salts where day < $1', [yesterday]);
    const rows = await this.database.query<{ salt: Buffer }>('select salt from visitor_salts where day >= $1 order by day desc limit 2', [
      yesterday,
    ]);
    return { today: this.opened(rows[0]!.salt), yesterday: this.opened(rows[1]!.salt) };
  }

  private newSalt(): Buffer {
    return this.keyRing.seal(randomBytes(SALT_BYTES), PURPOSE);
  }

  /** Salts of an earlier version lie there as they are, for two more days. */
  private opened(salt: Buffer): Buffer {
    return salt.length === SALT_BYTES ? salt : this.keyRing.open(salt, PURPOSE);
  }
}

/** A visitor without a first-party id: SHA-256 of salt, site, address and user agent, 128 bits of it, marked `c-`. */
export const cookielessId = (salt: Buffer, siteId: string, ip: string | null, userAgent: string | null): string =>
  `c-${createHash('sha256').update(salt).update(`${siteId}\n${ip ?? ''}\n${userAgent ?? ''}`).digest('hex').slice(0, 32)}`;
