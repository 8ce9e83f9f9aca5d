import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { KeyRing } from '../src/secrets/key-ring.js';
import { destinationSecrets } from '../src/destinations/settings/destination-settings.js';
import { BENCH_KEYS } from './warp-process.js';

/** Makes a webhook a destination of the benchmarks' site; processes started later know it. @returns its id */
export async function connectWebhook(database: pg.Client, url: string): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into destinations (id, site_id, plugin, name, settings, secrets, events)
     select $1, id, 'webhook', 'Hook', $2, $3, '{"mode":"all"}' from sites`,
    [id, JSON.stringify({ url, include_user: false }), new KeyRing(BENCH_KEYS).seal(JSON.stringify({ secret: 'a secret of the receiver' }), destinationSecrets(id))],
  );
  return id;
}
