import { Injectable } from '@nestjs/common';
import { expire } from '../database/expire.js';
import { SystemDatabase } from '../database/system-database.js';
import { type JobRun, Scheduled } from '../jobs/schedule.js';
import { REMEMBERED_MS } from './revocations.js';

/** Removes revocations that no process reads any more. */
@Injectable()
export class RevocationExpiry {
  constructor(private readonly database: SystemDatabase) {}

  /** Twice as long as anybody reads them. */
  @Scheduled({ name: 'revocation-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async expire({ signal }: JobRun): Promise<void> {
    await expire(this.database, { table: 'revocations', column: 'at', ageSeconds: (2 * REMEMBERED_MS) / 1000 }, signal);
  }
}
