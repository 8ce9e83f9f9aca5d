import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';

const DAY_MS = 24 * 3_600_000;

/** Today's and yesterday's salt. */
export interface Salts {
  readonly today: Buffer;
  readonly yesterday: Buffer;
}

/**
 * Salts of the cookieless visitor hash. A new one each UTC day; yesterday's is kept so that a visit survives midnight,
 * older ones are deleted, after which nobody can tell whom a hash stood for.
 */
@Injectable()
export class VisitorSalts {
  private day = -1;
  private salts: Salts | undefined;

  constructor(private readonly database: SystemDatabase) {}

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
      [today, randomBytes(16), yesterday, randomBytes(16)],
    );
    await this.database.query('delete from visitor_salts where day < $1', [yesterday]);
    const rows = await this.database.query<{ salt: Buffer }>('select salt from visitor_salts where day >= $1 order by day desc limit 2', [
      yesterday,
    ]);
    return { today: rows[0]!.salt, yesterday: rows[1]!.salt };
  }
}

/** A visitor without a first-party id: SHA-256 of salt, site, address and user agent, 128 bits of it, marked `c-`. */
export const cookielessId = (salt: Buffer, siteId: string, ip: string | null, userAgent: string | null): string =>
  `c-${createHash('sha256').update(salt).update(`${siteId}\n${ip ?? ''}\n${userAgent ?? ''}`).digest('hex').slice(0, 32)}`;
