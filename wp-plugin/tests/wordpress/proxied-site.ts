import { join } from 'node:path';
import type { BuiltPlugin } from './build-plugin.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type Serve, type WordPressSite } from './wordpress.js';

export type Rung = 'file' | 'early' | 'rest' | 'direct';

/** What the last self-test found. */
export interface Ladder {
  readonly rung: Rung;
  readonly served_path: string;
  readonly results: Readonly<Record<Exclude<Rung, 'direct'>, { readonly word: string; readonly detail: string; readonly can_finish: boolean }>>;
}

export interface Finding {
  readonly severity: 'critical' | 'recommended';
  readonly word: string;
  readonly sentence: string;
}

/** A WordPress that is connected to a core of its own, and looked at through its endpoint. */
export interface ProxiedSite {
  readonly wordpress: WordPressSite;
  readonly core: StandInCore;
  /** Tests the rungs, as WordPress' cron does every hour. */
  climb(): Promise<Ladder>;
  /** Where a rung is. */
  path(rung: Exclude<Rung, 'direct'>): Promise<string>;
  /** The folder that the spool is in. */
  folder(): Promise<string>;
  /** What the settings screen, Site Health and the notices say. */
  findings(): Promise<Finding[]>;
  /** Sends what waits, as WordPress' cron does every five minutes. */
  sweep(): Promise<unknown>;
  /** A hit of a page of the site, with one event; each comes from another visitor, as far as headers tell. */
  hit(path: string, event?: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Ids of the events that the core has, in the order they came. */
  arrived(): unknown[];
  stop(): Promise<void>;
}

/** @param prepare runs before the plugin is connected, such as to take a right away */
export async function bootProxied(options: {
  plugin: BuiltPlugin;
  serve?: Serve;
  more?: string;
  prepare?: (wordpress: WordPressSite) => Promise<void>;
}): Promise<ProxiedSite> {
  const { plugin, prepare, ...more } = options;
  const core = await startStandInCore();
  const wordpress = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder }, ...more });
  let visitors = 0;
  const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(`${SETTINGS} echo wp_json_encode(${code});`));
  const stop = async (): Promise<void> => {
    await wordpress.stop();
    await core.stop();
  };
  try {
    await wordpress.php("activate_plugin('warp/warp.php');");
    await prepare?.(wordpress);
    await wordpress.php(`${SETTINGS}
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${core.connectionCode}'));
      do_action('warp_test_proxy');
      do_action('warp_refresh_script');`);
    // A visit to wp-admin schedules what cron does.
    await fetch(`${wordpress.url}/wp-admin/admin-post.php`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    wordpress,
    core,
    climb: async () => {
      await wordpress.php("do_action('warp_test_proxy');");
      return (await json("get_option('warp_proxy')")) as Ladder;
    },
    path: async (rung) => (await json(`(new Warp\\Proxy\\Addresses($settings))->path('${rung}')`)) as string,
    folder: async () => (await json('$settings->private_path()')) as string,
    findings: async () =>
      (await json(`array_map(function ($finding) {
        return array('severity' => $finding->severity(), 'word' => $finding->word(), 'sentence' => Warp\\Admin\\FindingSentence::of($finding));
      }, (new Warp\\Proxy\\Findings($settings, new Warp\\Proxy\\LadderRecord()))->all(time()))`)) as Finding[],
    sweep: () => wordpress.php("do_action('warp_send_waiting');"),
    hit: (path, event = {}, headers = {}) => {
      visitors += 1;
      const address = `203.0.${visitors >> 8}.${visitors & 255}`;
      return fetch(wordpress.url + path, {
        method: 'POST',
        body: JSON.stringify({ script_id: core.scriptId, sent_at: Date.now(), events: [{ event_type: 'page_view', ...event }] }),
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin: wordpress.url, 'user-agent': BROWSER, 'x-forwarded-for': address, ...headers },
      });
    },
    arrived: () => core.events.map(({ fields }) => fields['event_id']),
    stop,
  };
}

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const SETTINGS = `
  $deployment = Warp\\Settings\\Deployment::of_this_site();
  $settings = new Warp\\Settings\\Settings($deployment);`;

/** A file in the folder of must-use plugins. */
export const mustUse = (wordpress: WordPressSite, name: string): string => join(wordpress.dir, 'wp-content/mu-plugins', name);
