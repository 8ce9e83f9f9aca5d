import { Injectable, Logger } from '@nestjs/common';
import { SystemDatabase } from '../database/system-database.js';

/** An entry that could not be processed, as it is kept. */
export interface Quarantined {
  readonly siteId: string | null;
  readonly entry: unknown;
  readonly reason: string;
  readonly attempts: number;
}

/** Keeps what cannot be processed, with its reason, out of the way of the rest. */
@Injectable()
export class Quarantine {
  private readonly logger = new Logger(Quarantine.name);

  constructor(private readonly database: SystemDatabase) {}

  async put(items: readonly Quarantined[]): Promise<void> {
    for (const { siteId, entry, reason, attempts } of items) {
      // As a JSON string, not as an object: what is kept may be the very thing jsonb refuses.
      await this.database.query('insert into quarantine (site_id, entry, reason, attempts) values ($1, $2, $3, $4)', [
        siteId,
        JSON.stringify(JSON.stringify(entry).replaceAll('\\u0000', '')),
        reason.slice(0, 500),
        attempts,
      ]);
      this.logger.warn(`An entry of the event log was put into quarantine: ${reason.slice(0, 200)}`);
    }
  }
}
