// How many hits a second each rung takes, with a core that answers at once and one that takes 60 ms, beside a PHP file that
// does nothing; nginx and PHP-FPM, all on one machine in one run. And what the script adds to a page. Then hanging-core.ts.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { LoadResult } from '../../core-api/bench/load.js';
import { buildPlugin } from '../tests/wordpress/build-plugin.js';
import { nginx, PHP_WORKERS } from '../tests/wordpress/nginx.js';
import { bootWordPress } from '../tests/wordpress/wordpress.js';
import { connect, CONNECTIONS, emptySpool, liftLimits, load, ROUNDS, RUNGS, SECONDS, SETTING, startUpstream, writeResults, type Rung } from './bench-site.js';
import { measurePageWeight } from './page-weight.js';

const DELAYS_MS = [0, 60] as const;

interface Row {
  readonly what: string;
  readonly upstreamMs: number | '';
  readonly hitsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ratioToRest: number;
}

const plugin = await buildPlugin();
const site = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder }, serve: nginx() });
const upstreams = await Promise.all(DELAYS_MS.map(startUpstream));
try {
  const pageWithout = await measurePageWeight(site);
  liftLimits(site);
  writeFileSync(join(site.dir, 'nothing.php'), "<?php http_response_code(202); header('Content-Length: 0');");
  await site.php("activate_plugin('warp/warp.php');");
  const runs = new Map<string, LoadResult[]>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stderr.write(`  round ${round} of ${ROUNDS}\r`);
    add(runs, 'nothing', await load(site, '/nothing.php'));
    // Side by side and in turns: what else the machine does must not fall on one of the two.
    const inTurn = round % 2 === 0 ? upstreams : upstreams.toReversed();
    for (const rung of Object.keys(RUNGS) as Rung[]) {
      for (const upstream of inTurn) {
        const paths = await connect(site, upstream.port);
        add(runs, `${rung} ${upstream.delayMs}`, await load(site, paths[rung]));
        emptySpool(paths.folder);
      }
    }
  }
  const rows = rowsOf(runs);
  console.log(`Proxy: nginx and PHP-FPM (${PHP_WORKERS} workers), ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s, ${cpus().length} cores shared with load and core\n`); // eslint-disable-line no-console
  console.table(rows); // eslint-disable-line no-console
  const pageWith = await measurePageWeight(site);
  console.table({ without: pageWithout, with: pageWith }); // eslint-disable-line no-console
  writeResults('proxy', { ...SETTING, rows, page: { without: pageWithout, with: pageWith } });
} finally {
  for (const { child } of upstreams) child.kill();
  await site.stop();
  await plugin.remove();
}
await import('./hanging-core.js');
process.exit(0);

function add(runs: Map<string, LoadResult[]>, key: string, result: LoadResult): void {
  const refused = Object.keys(result.statuses).find((status) => status !== '202');
  if (refused !== undefined) throw new Error(`${key}: a hit was answered with ${refused}.`);
  runs.set(key, [...(runs.get(key) ?? []), result]);
}

function rowsOf(runs: ReadonlyMap<string, LoadResult[]>): Row[] {
  const median = (key: string): LoadResult =>
    [...(runs.get(key) ?? [])].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond)[ROUNDS >> 1]!;
  const rest = median('rest 0').requestsPerSecond;
  const row = (what: string, upstreamMs: number | '', result: LoadResult): Row => ({
    what,
    upstreamMs,
    hitsPerSecond: Math.round(result.requestsPerSecond),
    p50Ms: Number(result.p50Ms.toFixed(2)),
    p99Ms: Number(result.p99Ms.toFixed(2)),
    ratioToRest: Number((result.requestsPerSecond / rest).toFixed(1)),
  });
  return [
    row('PHP file that does nothing', '', median('nothing')),
    ...(Object.keys(RUNGS) as Rung[]).flatMap((rung) => DELAYS_MS.map((delay) => row(RUNGS[rung], delay, median(`${rung} ${delay}`)))),
  ];
}
