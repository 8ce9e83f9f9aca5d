// What the benchmarks of the proxy share: a core of their own, a site that is connected to it, and hits.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { runLoad, type LoadResult } from '../../core-api/bench/load.js';
import { PHP_WORKERS } from '../tests/wordpress/nginx.js';
import type { WordPressSite } from '../tests/wordpress/wordpress.js';

export const SECONDS = Number(process.env['WARP_BENCH_SECONDS'] ?? 4);
export const ROUNDS = 5;
export const CONNECTIONS = 8;

/** How it was measured, as the results say it. */
export const SETTING = { connections: CONNECTIONS, rounds: ROUNDS, seconds: SECONDS, workers: PHP_WORKERS, cores: cpus().length };

export const RUNGS = { file: 'A: file', early: 'B: must-use plugin', rest: 'C: REST route' } as const;
export type Rung = keyof typeof RUNGS;

/** The load comes from one address and never rests, and a core that takes 60 ms for a hundred events cannot keep up with it. */
const NO_LIMITS = `<?php
add_filter('warp_hits_per_visitor', fn() => 4000000000);
add_filter('warp_hits_per_address', fn() => 4000000000);
add_filter('warp_spool_bytes', fn() => 4 * GB_IN_BYTES);
`;

export function liftLimits(site: WordPressSite): void {
  mkdirSync(join(site.dir, 'wp-content/mu-plugins'), { recursive: true });
  writeFileSync(join(site.dir, 'wp-content/mu-plugins/no-limits.php'), NO_LIMITS);
}

/** A core, see upstream.ts. */
export function startUpstream(delayMs: number): Promise<{ delayMs: number; port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, [...process.execArgv, new URL('upstream.ts', import.meta.url).pathname, String(delayMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => {
    child.stdout.once('data', (line: Buffer) => resolve({ delayMs, port: Number(line.toString()), child }));
  });
}

/** Connects the site anew, as the settings screen does, and finds out where its rungs are. */
export async function connect(wordpress: WordPressSite, port: number): Promise<Record<Rung, string> & { folder: string }> {
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

/** As many hits as the path takes. */
export function load(site: WordPressSite, path: string): Promise<LoadResult> {
  const port = Number(new URL(site.url).port);
  return runLoad({ port, path, body: (n) => hitBody(site, n), headers: hitHeaders(site), connections: CONNECTIONS, seconds: SECONDS });
}

export function hitHeaders(site: WordPressSite): Record<string, string> {
  const { host, origin } = new URL(site.url);
  return { host, origin, 'content-type': 'text/plain;charset=UTF-8', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };
}

/** The n-th page view. */
export function hitBody(site: WordPressSite, n: number): string {
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
export function emptySpool(folder: string): void {
  for (const file of readdirSync(folder)) if (/^(spool|outbox|delivery)\.php$/.test(file)) rmSync(join(folder, file));
}

export function writeResults(name: string, results: object): void {
  writeFileSync(new URL(`results/${name}.json`, import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
}
