import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { SystemDatabase } from '../../database/system-database.js';

const EVERY_MS = 10_000;

/** Requests by API key and day (UTC), counted in memory and added up in PostgreSQL every ten seconds. */
@Injectable()
export class ApiKeyUsage implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(ApiKeyUsage.name);
  private counts = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: SystemDatabase) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS).unref();
  }

  /** While the pools still work. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  count(keyId: string): void {
    const key = `${keyId} ${new Date().toISOString().slice(0, 10)}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Writes what was counted; what cannot be written waits for the next time. */
  async flush(): Promise<void> {
    if (this.counts.size === 0) return;
    const taken = this.counts;
    this.counts = new Map();
    const rows = [...taken].map(([key, requests]) => [...(key.split(' ') as [string, string]), requests] as const);
    try {
      await this.database.query(ADD, [rows.map(([id]) => id), rows.map(([, day]) => day), rows.map(([, , requests]) => requests)]);
    } catch (error) {
      for (const [key, requests] of taken) this.counts.set(key, (this.counts.get(key) ?? 0) + requests);
      this.logger.warn(`The usage of API keys could not be written: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}

/** Keys that were deleted meanwhile have no row to count for. */
const ADD = `
  insert into api_key_usage (key_id, day, requests)
  select u.key_id, u.day, u.requests from unnest($1::uuid[], $2::date[], $3::bigint[]) u (key_id, day, requests) join api_keys k on k.id = u.key_id
  order by u.key_id, u.day
  on conflict (key_id, day) do update set requests = api_key_usage.requests + excluded.requests`;
