// What visitors of a shop notice of a core that accepts connections and requests and never answers, beside one that answers at once: the
// shop's product page while hits come at a steady pace, and the endpoint alone, as many hits as it takes.
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadResult } from '../../core-api/bench/load.js';
import { buildPlugin } from '../tests/wordpress/build-plugin.js';
import { nginx } from '../tests/wordpress/nginx.js';
import { bootWordPress } from '../tests/wordpress/wordpress.js';
import { connect, emptySpool, hitBody, hitHeaders, liftLimits, load, ROUNDS, SETTING, startUpstream, writeResults } from './bench-site.js';

/** What visitors notice of a core. */
interface CoreSeenByVisitors {
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

const WOOCOMMERCE = new URL('../tests/wordpress/woocommerce', import.meta.url).pathname;
const PAGES_A_ROUND = 40;
const HITS_PER_SECOND = 30;
const SENT = 'echo Warp\\Proxy\\Traffic::of(new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()))->sent();';

const plugin = await buildPlugin();
const site = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder, woocommerce: WOOCOMMERCE }, serve: nginx() });
const core = await startUpstream(0);
try {
  liftLimits(site);
  await site.php("activate_plugin('woocommerce/woocommerce.php'); activate_plugin('warp/warp.php');");
  await site.php("$id = wp_insert_post(array('post_type' => 'product', 'post_status' => 'publish', 'post_title' => 'Mug', 'post_name' => 'mug')); update_post_meta($id, '_price', '12.5'); flush_rewrite_rules();");
  const found: Record<CoreSeenByVisitors['core'], { pages: number[]; loads: LoadResult[] }> = {
    'answers at once': { pages: [], loads: [] },
    'accepts and never answers': { pages: [], loads: [] },
  };
  const cores = Object.keys(found) as CoreSeenByVisitors['core'][];
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stderr.write(`  round ${round} of ${ROUNDS}\r`);
    // In turns: what else the machine does must not fall on one of the two.
    for (const name of round % 2 === 0 ? cores : cores.toReversed()) {
      const { file, folder } = await connect(site, core.port);
      emptySpool(folder);
      if (name === 'accepts and never answers') core.child.stdin?.write('hang\n');
      await pause(50);
      found[name].pages.push(...(await pageTimes(file)));
      found[name].loads.push(await load(site, file));
      const isSent = (await site.php(SENT)) !== '0';
      if (isSent !== (name === 'answers at once')) throw new Error(`The core that ${name} ${isSent ? 'took' : 'did not take'} events.`);
      core.child.stdin?.write('answer\n');
    }
  }
  const rows = cores.map((name) => seen(name, found[name].pages, found[name].loads));
  console.log(`A shop whose core hangs: its product page under ${HITS_PER_SECOND} hits a second, and hits through A alone\n`); // eslint-disable-line no-console
  console.table(rows); // eslint-disable-line no-console
  writeResults('hanging-core', { ...SETTING, rows });
} finally {
  core.child.kill();
  await site.stop();
  await plugin.remove();
}

/** Looks at the page again and again while hits come in. */
async function pageTimes(endpoint: string): Promise<number[]> {
  const times: number[] = [];
  const hits: Promise<void>[] = [];
  const hit = (n: number): Promise<Response> => fetch(site.url + endpoint, { method: 'POST', headers: hitHeaders(site), body: hitBody(site, n) });
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

function expectStatus(status: number): (answer: Response) => void {
  return (answer) => {
    if (answer.status !== status) throw new Error(`${answer.url} was answered with ${answer.status}.`);
  };
}

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
