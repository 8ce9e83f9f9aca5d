import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSkip, type DestinationPlugin } from '@warp/plugin-sdk';
import { validateSettings } from '@warp/plugin-sdk/host';
import { REPOSITORY_ROOT } from '../src/config/repository-root.js';
import { discoverPlugins } from '../src/plugins/discover.js';

const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 2);

interface Row {
  readonly destination: string;
  /** Null: it sends by itself, so only its mapping is measured. */
  readonly eventsPerRequest: number | null;
  readonly mappedPerSecond: number;
}

/** How many events a second each destination's plugin turns into full requests, in one process, without sending them. */
export async function benchMapped(): Promise<void> {
  const found = await discoverPlugins(REPOSITORY_ROOT);
  const plugins = found.flatMap((item) => (item.status === 'loaded' && item.plugin.kind === 'destination' ? [item.plugin] : []));
  const rows = plugins.flatMap((plugin) => measure(plugin) ?? []);
  console.log(`\nMapped: events a second turned into requests, one process, full batches of each plugin's first example\n`);
  console.table(rows);
  const file = join(REPOSITORY_ROOT, 'core-api', 'bench', 'results', 'mapped.json');
  writeFileSync(file, `${JSON.stringify({ seconds: SECONDS, rows }, null, 2)}\n`);
}

function measure(plugin: DestinationPlugin): Row | undefined {
  const { delivery } = plugin;
  const example = plugin.examples.find(({ gives }) => !isSkip(gives));
  if (example === undefined) return undefined;
  const checked = validateSettings(plugin.settings, example.settings ?? {});
  const settings = checked.ok ? checked.value : { ...example.settings };
  // What a batch may hold by bytes is the sender's matter; a hundred is what it takes from the outbox at once.
  const size = Math.min(plugin.limits.batch.maxEvents, 100);
  let events = 0;
  const begun = performance.now();
  const endAt = begun + SECONDS * 1000;
  while (performance.now() < endAt) {
    const items = Array.from({ length: size }, () => plugin.map(example.event, settings));
    if (delivery.via === 'http') delivery.request(items, settings, 'live');
    events += size;
  }
  return { destination: plugin.id, eventsPerRequest: delivery.via === 'http' ? size : null, mappedPerSecond: Math.round((events * 1000) / (performance.now() - begun)) };
}
