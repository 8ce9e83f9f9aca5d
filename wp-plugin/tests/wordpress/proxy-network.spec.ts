import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { buildPlugin } from './build-plugin.js';
import { makeNetwork } from './network.js';
import { BROWSER, mustUse } from './proxied-site.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const OWN = ['file', 'early', 'rest'] as const;

interface Found {
  readonly rung: string;
  readonly words: readonly string[];
  readonly paths: Readonly<Record<(typeof OWN)[number], string>>;
  readonly cookie: string;
  readonly folder: string;
}

describeWith(['php'], 'The proxy on a network of two sites', () => {
  let wordpress: WordPressSite;
  let cores: StandInCore[];
  let sites: Found[];
  const onSite = (id: number, code: string): Promise<string> =>
    wordpress.php(`switch_to_blog(${id}); $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site()); ${code}`);
  const hit = (path: string, event: object): Promise<Response> =>
    fetch(wordpress.url + path, {
      method: 'POST',
      body: JSON.stringify({ script_id: cores[0]!.scriptId, events: [{ event_type: 'page_view', ...event }] }),
      headers: { 'content-type': 'text/plain', origin: wordpress.url, 'user-agent': BROWSER },
    });
  const connect = async (id: number, core: StandInCore): Promise<Found> =>
    JSON.parse(
      await onSite(
        id,
        `$settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${core.connectionCode}'));
        do_action('warp_test_proxy');
        $record = new Warp\\Proxy\\LadderRecord();
        $addresses = new Warp\\Proxy\\Addresses($settings);
        foreach (Warp\\Proxy\\Rung::OWN as $rung) {
          $words[] = $record->result($rung)->word();
          $paths[$rung] = $addresses->path($rung);
        }
        echo wp_json_encode(array('rung' => $record->rung(), 'words' => $words, 'paths' => $paths,
          'cookie' => $settings->proxy_name('visitor_cookie'), 'folder' => $settings->private_path()));`,
      ),
    ) as Found;

  beforeAll(async () => {
    const plugin = await buildPlugin();
    wordpress = await bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } });
    await plugin.remove();
    await makeNetwork(wordpress);
    await wordpress.php("activate_plugin('warp/warp.php', '', true);");
    cores = [await startStandInCore(), await startStandInCore()];
    sites = [await connect(1, cores[0]!), await connect(2, cores[1]!)];
  });

  afterAll(async () => {
    await wordpress?.stop();
    for (const core of cores ?? []) await core.stop();
  });

  it('gives each site its own addresses, cookie and spool, and all of them work', () => {
    for (const { rung, words } of sites) expect({ rung, words }).toEqual({ rung: 'file', words: ['works', 'works', 'works'] });
    const names = sites.flatMap(({ paths, cookie, folder }) => [...Object.values(paths), cookie, folder]);
    expect(new Set(names).size).toBe(names.length);
    expect(sites[0]!.paths.early).toMatch(/^\/[a-z]{12}$/);
    expect(sites[1]!.paths.early).toMatch(/^\/second\/[a-z]{12}$/);
    expect(sites[1]!.paths.rest).toMatch(/^\/second\/wp-json\/[a-z]{12}\/[a-z]{12}$/);
  });

  it.each(OWN)('brings what comes to the %s of a site to that site’s core, with that site’s cookie', async (own) => {
    for (const [index, { paths, cookie }] of sites.entries()) {
      const event_id = `${own}-${index}`;
      const answer = await hit(paths[own], { event_id, visitor_id: 'v', consent: { analytics: true, marketing: false } });
      expect(answer.status).toBe(202);
      expect(answer.headers.getSetCookie()[0]).toMatch(new RegExp(`^${cookie}=v; .*Path=${index === 0 ? '/' : '/second/'};`));
      await onSite(index + 1, "do_action('warp_send_waiting');");
      await eventually(
        async () => cores.map(({ events }) => events.some(({ fields }) => fields['event_id'] === event_id)),
        (has) => has[index] === true && has[1 - index] === false,
      );
    }
  });

  it('does not answer at the must-use plugin’s address of the other site', async () => {
    const name = sites[1]!.paths.early.replace('/second/', '/');
    expect((await hit(name, {})).status).toBe(404);
  });

  it('takes everything that runs away when the network switches the plugin off', async () => {
    const files = () => [
      ...sites.map(({ paths }) => existsSync(join(wordpress.dir, paths.file))),
      existsSync(mustUse(wordpress, 'warp-early-requests.php')),
      ...sites.map(({ folder }) => existsSync(join(folder, 'config.php'))),
    ];
    expect(files()).toEqual([true, true, true, true, true]);
    await wordpress.php("deactivate_plugins('warp/warp.php', false, true);");
    expect(files()).toEqual([false, false, false, false, false]);
    expect(await wordpress.debugLog()).toEqual([]);
  });
});
