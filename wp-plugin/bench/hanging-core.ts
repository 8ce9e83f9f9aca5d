import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadResult } from '../../core-api/bench/load.js';
import type { WordPressSite } from '../tests/wordpress/wordpress.js';

/** What visitors notice of a core. */
export interface CoreSeenByVisitors {
  readonly core: 'answers at once' | 'accepts and never answers';
  /** Of the shop's product page, while hits come at a steady pace. */
  readonly pageMedianMs: number;
  readonly pageP95Ms: number;
  readonly pages: number;
  /** Of the endpoint alone, as many as it takes. */
  readonly hitsPerSecond: number;
  readonly hitP50Ms: number;
  readonly hitP99Ms: number;
}

interface HangingCoreOptions {
  readonly site: WordPressSite;
  readonly rounds: number;
  /** Of upstream.ts, answering. */
  readonly core: ChildProcess;
  /** Connects the site anew, with nothing that waits and no pause. @returns the endpoint's path */
  readonly connect: () => Promise<string>;
  readonly hit: (path: string, n: number) => Promise<Response>;
  readonly load: (path: string) => Promise<LoadResult>;
}

const PAGES_A_ROUND = 40;
const HITS_PER_SECOND = 30;

/** A shop with the stand-in of WooCommerce; in turns with a core that answers, and with the same core once it hangs. */
export async function measureHangingCore({ site, rounds, core, connect, hit, load }: HangingCoreOptions): Promise<CoreSeenByVisitors[]> {
  await site.php("activate_plugin('woocommerce/woocommerce.php');");
  await site.php("$id = wp_insert_post(array('post_type' => 'product', 'post_status' => 'publish', 'post_title' => 'Mug', 'post_name' => 'mug')); update_post_meta($id, '_price', '12.5'); flush_rewrite_rules();");
  const found: Record<CoreSeenByVisitors['core'], { pages: number[]; loads: LoadResult[] }> = {
    'answers at once': { pages: [], loads: [] },
    'accepts and never answers': { pages: [], loads: [] },
  };
  const cores = Object.keys(found) as CoreSeenByVisitors['core'][];
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? cores : cores.toReversed()) {
      const path = await connect();
      if (name === 'accepts and never answers') core.stdin?.write('hang\n');
      await pause(50);
      found[name].pages.push(...(await pageTimes(site, (n) => hit(path, n))));
      found[name].loads.push(await load(path));
      core.stdin?.write('answer\n');
    }
  }
  return cores.map((name) => seen(name, found[name].pages, found[name].loads));
}

/** Looks at the page again and again while hits come in. */
async function pageTimes(site: WordPressSite, hit: (n: number) => Promise<Response>): Promise<number[]> {
  const times: number[] = [];
  const hits: Promise<void>[] = [];
  const visitors = setInterval(() => hits.push(hit(hits.length).then(expectStatus(202))), 1000 / HITS_PER_SECOND);
  try {
    for (let n = 0; n < PAGES_A_ROUND; n += 1) {
      const begun = performance.now();
      const answer = await fetch(`${site.url}/product/mug/`, { headers: { connection: 'close' } });
      await answer.arrayBuffer();
      times.push(performance.now() - begun);
      expectStatus(200)(answer);
    }
  } finally {
    clearInterval(visitors);
  }
  await Promise.all(hits);
  return times;
}

const expectStatus =
  (status: number) =>
  (answer: Response): void => {
    if (answer.status !== status) throw new Error(`${answer.url} was answered with ${answer.status}.`);
  };

function seen(core: CoreSeenByVisitors['core'], pages: readonly number[], loads: readonly LoadResult[]): CoreSeenByVisitors {
  const refused = loads.flatMap(({ statuses }) => Object.keys(statuses)).find((status) => status !== '202');
  if (refused !== undefined) throw new Error(`${core}: a hit was answered with ${refused}.`);
  const sorted = [...pages].sort((a, b) => a - b);
  const median = [...loads].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond)[loads.length >> 1]!;
  const rounded = (ms: number | undefined): number => Number((ms ?? NaN).toFixed(2));
  return {
    core,
    pageMedianMs: rounded(sorted[sorted.length >> 1]),
    pageP95Ms: rounded(sorted[Math.floor(sorted.length * 0.95)]),
    pages: sorted.length,
    hitsPerSecond: Math.round(median.requestsPerSecond),
    hitP50Ms: rounded(median.p50Ms),
    hitP99Ms: rounded(median.p99Ms),
  };
}
