// How many hits a second each rung takes, with a core that answers at once and one that takes 60 ms, beside a PHP file that
// does nothing; nginx and PHP-FPM, all on one machine in one run. What the script adds to a page. And what visitors of a shop notice of
// a core that accepts connections and never answers.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { runLoad, type LoadResult } from '../../core-api/bench/load.js';
import { buildPlugin } from '../tests/wordpress/build-plugin.js';
import { nginx, PHP_WORKERS } from '../tests/wordpress/nginx.js';
import { bootWordPress, type WordPressSite } from '../tests/wordpress/wordpress.js';
import { measureHangingCore } from './hanging-core.js';
import { measurePageWeight } from './page-weight.js';

const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 4);
const ROUNDS = 5;
const CONNECTIONS = 8;
const DELAYS_MS = [0, 60] as const;
const WOOCOMMERCE = new URL('../tests/wordpress/woocommerce', import.meta.url).pathname;

interface Row {
  readonly what: string;
  readonly upstreamMs: number | '';
  readonly hitsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly ratioToRest: number;
}

const RUNGS = { file: 'A: file', early: 'B: must-use plugin', rest: 'C: REST route' } as const;
type Rung = keyof typeof RUNGS;

/** The load comes from one address and never rests, and a core that takes 60 ms for a hundred events cannot keep up with it. */
const NO_LIMITS = `<?php
add_filter('warp_hits_per_visitor', fn() => 4000000000);
add_filter('warp_hits_per_address', fn() => 4000000000);
add_filter('warp_spool_bytes', fn() => 4 * GB_IN_BYTES);
`;

const plugin = await buildPlugin();
const site = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder, woocommerce: WOOCOMMERCE }, serve: nginx() });
const upstreams = await Promise.all(DELAYS_MS.map(startUpstream));
try {
  const pageWithout = await measurePageWeight(site);
  mkdirSync(join(site.dir, 'wp-content/mu-plugins'), { recursive: true });
  writeFileSync(join(site.dir, 'wp-content/mu-plugins/no-limits.php'), NO_LIMITS);
  writeFileSync(join(site.dir, 'nothing.php'), "<?php http_response_code(202); header('Content-Length: 0');");
  await site.php("activate_plugin('warp/warp.php');");
  const runs = new Map<string, LoadResult[]>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stderr.write(`  round ${round} of ${ROUNDS}\r`);
    add(runs, 'nothing', await load('/nothing.php'));
    // Side by side and in turns: what else the machine does must not fall on one of the two.
    const inTurn = round % 2 === 0 ? upstreams : upstreams.toReversed();
    for (const rung of Object.keys(RUNGS) as Rung[]) {
      for (const upstream of inTurn) {
        const paths = await connect(site, upstream.port);
        add(runs, `${rung} ${upstream.delayMs}`, await load(paths[rung]));
        emptySpool(paths.folder);
      }
    }
  }
  const rows = rowsOf(runs);
  console.log(`Proxy: nginx and PHP-FPM (${PHP_WORKERS} workers), ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s, ${cpus().length} cores shared with load and core\n`); // eslint-disable-line no-console
  console.table(rows); // eslint-disable-line no-console
  const pageWith = await measurePageWeight(site);
  console.table({ without: pageWithout, with: pageWith }); // eslint-disable-line no-console
  const hanging = await measureHangingCore({
    site,
    rounds: ROUNDS,
    core: upstreams[0]!.child,
    connect: async () => {
      const paths = await connect(site, upstreams[0]!.port);
      emptySpool(paths.folder);
      return paths.file;
    },
    hit: (path, n) => fetch(site.url + path, { method: 'POST', headers: hitHeaders(), body: hitBody(n) }),
    load,
  });
  console.log('A shop whose core hangs: its product page under 30 hits a second, and hits through A alone\n'); // eslint-disable-line no-console
  console.table(hanging); // eslint-disable-line no-console
  const page = { without: pageWithout, with: pageWith };
  const results = { connections: CONNECTIONS, rounds: ROUNDS, seconds: SECONDS, workers: PHP_WORKERS, cores: cpus().length, rows, page, hanging };
  writeFileSync(new URL('results/proxy.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
} finally {
  for (const { child } of upstreams) child.kill();
  await site.stop();
  await plugin.remove();
}
process.exit(0);

function startUpstream(delayMs: number): Promise<{ delayMs: number; port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, [...process.execArgv, new URL('upstream.ts', import.meta.url).pathname, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve({ delayMs, port: Number(line.toString()), child }));
  });
}

/** Connects the site anew, as the settings screen does, and finds out where its rungs are. */
async function connect(wordpress: WordPressSite, port: number): Promise<Record<Rung, string> & { folder: string }> {
  const connection = { core: `http://127.0.0.1:${port}`, script_id: 'bench', secret: Buffer.alloc(32, 7).toString('base64url') };
  const code = Buffer.from(JSON.stringify(connection)).toString('base64url');
  const found = await wordpress.php(`
    $deployment = Warp\\Settings\\Deployment::of_this_site();
    $settings = new Warp\\Settings\\Settings($deployment);
    $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${code}'));
    do_action('warp_test_proxy');
    do_action('warp_refresh_script');
    $addresses = new Warp\\Proxy\\Addresses($settings);
    $paths = array('folder' => $settings->private_path());
    foreach (Warp\\Proxy\\Rung::OWN as $rung) {
      $result = (new Warp\\Proxy\\LadderRecord())->result($rung);
      if (!$result->works()) throw new Exception("$rung: " . $result->word() . $result->detail());
      $paths[$rung] = $addresses->path($rung);
    }
    echo wp_json_encode($paths);`);
  return JSON.parse(found) as Record<Rung, string> & { folder: string };
}

function load(path: string): Promise<LoadResult> {
  const port = Number(new URL(site.url).port);
  return runLoad({ port, path, body: hitBody, headers: hitHeaders(), connections: CONNECTIONS, seconds: SECONDS });
}

const hitHeaders = (): Record<string, string> => {
  const { host, origin } = new URL(site.url);
  return { host, origin, 'content-type': 'text/plain;charset=UTF-8', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
};

/** The n-th page view. */
function hitBody(n: number): string {
  const { origin } = new URL(site.url);
  return JSON.stringify({
    script_id: 'bench',
    sent_at: 1_764_000_000_000 + n,
    screen: '1920x1080',
    language: 'de-DE',
    timezone: 'Europe/Berlin',
    events: [
      {
        event_type: 'page_view',
        event_id: `event-${n}`,
        timestamp: 1_764_000_000_000 + n,
        page_url: `${origin}/product/${n % 100}`,
        page_title: 'A product',
        referrer: `${origin}/`,
        visitor_id: `visitor-${n % 1000}`,
        session_id: `session-${n % 1000}`,
        consent: { analytics: true, marketing: false },
        event_data: { engagement_time_msec: 1200 },
      },
    ],
  });
}

/** What one round leaves must not burden the next. */
function emptySpool(folder: string): void {
  for (const file of readdirSync(folder)) if (/^(spool|outbox|delivery)\.php$/.test(file)) rmSync(join(folder, file));
}

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
