import { existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { nginx } from './nginx.js';
import { bootProxied, mustUse, type ProxiedSite } from './proxied-site.js';

const OWN = ['file', 'early', 'rest'] as const;
const WORKS = { word: 'works' };
const JUNK = { event_id: 'junk' };

describeWith(['php', 'php-fpm', 'nginx'], 'The rungs of the proxy, on nginx and PHP-FPM', () => {
  let plugin: BuiltPlugin;
  let site: ProxiedSite;
  const boot = async (options: Partial<Parameters<typeof bootProxied>[0]> = {}): Promise<void> => {
    site = await bootProxied({ plugin, serve: nginx(), ...options });
  };

  beforeAll(async () => {
    plugin = await buildPlugin();
  });

  afterAll(() => plugin.remove());

  const stop = async (): Promise<void> => {
    const log = await site.wordpress.debugLog();
    await site.stop();
    expect(log).toEqual([]);
  };

  describe('where everything is allowed', () => {
    beforeAll(() => boot(), 60_000);
    afterAll(stop);

    it('all work and bring events signed to the core; the file without WordPress is used, and nothing is to be found', async () => {
      const { rung, results, served_path: served } = await site.climb();
      expect({ rung, results }).toMatchObject({ rung: 'file', results: { file: { ...WORKS, can_finish: true }, early: WORKS, rest: WORKS } });
      expect(served).toBe(await site.path('file'));
      for (const own of OWN) {
        const answer = await site.hit(await site.path(own), { event_id: own }, { 'sec-ch-ua-platform': '"Linux"' });
        expect([answer.status, await answer.text(), answer.headers.get('cache-control'), answer.headers.get('x-robots-tag')]).toEqual([202, '', 'no-store', 'noindex']);
        await eventually(async () => site.arrived(), (ids) => ids.includes(own));
      }
      for (const { isSigned, fields } of site.core.events) {
        expect(isSigned).toBe(true);
        expect(fields['client']).toMatchObject({ remote_addr: '127.0.0.1', forwarded_for: expect.any(String), hints: { 'sec-ch-ua-platform': '"Linux"' } });
      }
      // WordPress' own answer; the log must stay empty.
      expect((await fetch(`${site.wordpress.url}/?rest_route[]=x`)).status).toBe(400);
      expect(await site.findings()).toEqual([]);
    });

    it('have names that spell nothing, in paths and in the cookie', async () => {
      const name = '[cdfghjkmnqrvwxyz]{12}';
      expect(await site.path('file')).toMatch(new RegExp(`^/${name}\\.php$`));
      expect(await site.path('early')).toMatch(new RegExp(`^/${name}$`));
      expect(await site.path('rest')).toMatch(new RegExp(`^/wp-json/${name}/${name}$`));
      const visitor = { visitor_id: 'v1', consent: { analytics: true, marketing: false } };
      const cookies = await Promise.all(OWN.map(async (own) => (await site.hit(await site.path(own), visitor)).headers.getSetCookie()));
      for (const cookie of cookies) expect(cookie).toEqual([expect.stringMatching(new RegExp(`^${name}=v1; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax$`))]);
      expect((await site.hit(await site.path('file'), { visitor_id: 'v1' })).headers.getSetCookie()).toEqual([]);
    });

    it('are not betrayed by the index of the REST API, and only take what a page of the site sends', async () => {
      const [, namespace = ''] = /^\/wp-json\/(\w+)\//.exec(await site.path('rest')) ?? [];
      const get = (path: string): Promise<Response> => fetch(site.wordpress.url + path);
      expect(await (await get('/wp-json/')).text()).not.toContain(namespace);
      expect((await get(`/wp-json/${namespace}`)).status).toBe(404);
      for (const own of OWN) {
        const path = await site.path(own);
        expect((await get(path)).status).toBe(own === 'early' ? 404 : 405);
        expect((await site.hit(path, JUNK, { origin: 'https://evil.example' })).status).toBe(403);
        expect((await site.hit(path, { ...JUNK, page_title: 'x'.repeat(70_000) })).status).toBe(413);
        expect((await site.hit(path, JUNK, { 'sec-purpose': 'prefetch' })).status).toBe(403);
        expect((await site.hit(path, JUNK, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
      }
      const guesses = ['collect', 'track', 'warp', 'event', 'api/track', 'wp-json/warp/v1/track', 'warp-collect'];
      for (const guess of guesses.flatMap((word) => [`/${word}`, `/${word}.php`])) {
        const { status } = await site.hit(guess, JUNK);
        expect({ guess, isTaken: status < 400 && status !== 200 }).toEqual({ guess, isTaken: false });
      }
      await site.sweep();
      expect(site.arrived()).not.toContain(JUNK.event_id);
    });

    it('keep what waits out of the web: the folder is for PHP alone, and its files say nothing', async () => {
      site.core.behave('broken');
      await site.hit(await site.path('file'), { event_id: 'a', page_title: 'A secret' });
      const folder = await site.folder();
      const url = folder.replace(site.wordpress.dir, site.wordpress.url);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(folder)) {
        const file = await fetch(`${url}/${name}`);
        if (name !== '.htaccess' && name !== 'rate.bin') expect([name, await file.text()]).toEqual([name, '']);
        if (/^(spool|outbox|config|delivery)\.php$/.test(name)) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      }
      expect((await fetch(`${url}/`)).status).not.toBe(500);
      expect(await (await fetch(`${url}/`)).text()).not.toContain('spool');
      site.core.behave('well');
    });
  });

  describe('in other places', () => {
    afterEach(stop);

    it('are the must-use plugin where WordPress’ folder may not be written to', async () => {
      await boot({
        prepare: async ({ dir }) => {
          if (process.getuid?.() === 0) await chown(dir, 0, 0);
          await chmod(dir, 0o555);
        },
      });
      const { rung, results, served_path: served } = await site.climb();
      expect({ rung, results }).toMatchObject({ rung: 'early', results: { file: { word: 'unwritable_place' }, early: WORKS } });
      expect(served).toBe(await site.path('early'));
      await site.hit(served, { event_id: 'a' });
      await eventually(async () => site.arrived(), (ids) => ids.includes('a'));
      expect(await site.findings()).toEqual([]);
    });

    it('are the REST route, and the owner is told why, where no file may be changed', async () => {
      await boot({ more: "define('DISALLOW_FILE_MODS', true);" });
      const { rung, results } = await site.climb();
      expect({ rung, results }).toMatchObject({ rung: 'rest', results: { file: { word: 'forbidden' }, early: { word: 'forbidden' }, rest: WORKS } });
      expect(readdirSync(site.wordpress.dir).filter((name) => /^[a-z]{12}\.php$/.test(name))).toEqual([]);
      expect(await site.findings()).toEqual([
        { severity: 'recommended', word: 'slow_rung', sentence: expect.stringContaining('this installation forbids changes of files (DISALLOW_FILE_MODS)') },
      ]);
    });

    it('are left for the core itself where a firewall stops all of them, and taken again when it does not', async () => {
      await boot();
      const firewall = mustUse(site.wordpress, 'a-firewall.php');
      const file = join(site.wordpress.dir, await site.path('file'));
      await writeFile(firewall, "<?php if ('POST' === ($_SERVER['REQUEST_METHOD'] ?? '')) { http_response_code(403); exit; }");
      await rm(file);
      await mkdir(file);
      const down = await site.climb();
      expect(down).toMatchObject({ rung: 'direct', served_path: '', results: { file: { word: 'unwritable_place' }, early: { word: 'status', detail: '403' } } });
      expect(await site.findings()).toEqual([{ severity: 'recommended', word: 'direct', sentence: expect.any(String) }]);
      expect(site.core.requests.at(-2)).toBe(`GET /w/${site.core.scriptId}.js`);
      await rm(firewall);
      await rm(file, { recursive: true });
      expect(await site.climb()).toMatchObject({ rung: 'file', served_path: await site.path('file') });
    });

    it('know without readable permalinks where they are', async () => {
      await boot({ prepare: async (wordpress) => void (await wordpress.php("update_option('permalink_structure', '');")) });
      expect(await site.path('early')).toMatch(/^\/index\.php\/[a-z]{12}$/);
      expect(await site.path('rest')).toMatch(/^\/(index\.php)?\?rest_route=\/[a-z]{12}\/[a-z]{12}$/);
      expect(await site.climb()).toMatchObject({ rung: 'file', results: { file: WORKS, early: WORKS, rest: WORKS } });
      for (const own of OWN) expect((await site.hit(await site.path(own))).status).toBe(202);
    });

    it('are refused where the web server shows PHP files of uploads, which would show the spool, until another folder is named', async () => {
      await boot({ serve: nginx('location ^~ /wp-content/uploads/ { }') });
      expect(await site.climb()).toMatchObject({ rung: 'direct', results: { file: { word: 'readable_spool' } } });
      expect(await site.findings()).toEqual([{ severity: 'critical', word: 'readable_spool', sentence: expect.stringContaining('WARP_SPOOL_FOLDER') }]);
      const outside = `${site.wordpress.dir}-outside`;
      await mkdir(outside);
      await chmod(outside, 0o777);
      await site.wordpress.configure(`define('WARP_SPOOL_FOLDER', '${outside}');`);
      expect(await site.climb()).toMatchObject({ rung: 'file' });
      expect(await site.folder()).toMatch(new RegExp(`^${outside}/[a-z]{12}$`));
      await site.hit(await site.path('file'), { event_id: 'a' });
      await eventually(async () => site.arrived(), (ids) => ids.includes('a'));
      await rm(outside, { recursive: true });
    });

    it('go when the plugin is deactivated, once what waited there is sent, and come back with it at the same address', async () => {
      await boot();
      site.core.behave('broken');
      const path = await site.path('file');
      const folder = await site.folder();
      await site.hit(path, { event_id: 'a' });
      const traces = (): unknown => ({
        file: existsSync(join(site.wordpress.dir, path)),
        mustUse: existsSync(mustUse(site.wordpress, 'warp-early-requests.php')),
        config: existsSync(join(folder, 'config.php')),
        folder: existsSync(folder),
      });
      expect(traces()).toEqual({ file: true, mustUse: true, config: true, folder: true });
      site.core.behave('well');
      await site.wordpress.php("deactivate_plugins('warp/warp.php');");
      expect(site.arrived()).toEqual(['a']);
      expect(traces()).toEqual({ file: false, mustUse: false, config: false, folder: false });
      expect(await site.wordpress.php("echo wp_json_encode(array(wp_next_scheduled('warp_test_proxy'), wp_next_scheduled('warp_send_waiting')));")).toBe('[false,false]');
      expect((await site.hit(path)).status).toBe(404);

      await site.wordpress.php("activate_plugin('warp/warp.php');");
      expect(traces()).toEqual({ file: true, mustUse: true, config: true, folder: true });
      await site.hit(path, { event_id: 'b' });
      await site.sweep();
      expect(site.arrived()).toEqual(['a', 'b']);

      await site.wordpress.php("deactivate_plugins('warp/warp.php'); uninstall_plugin('warp/warp.php');");
      expect(traces()).toEqual({ file: false, mustUse: false, config: false, folder: false });
      expect(await site.wordpress.php("echo wp_json_encode(get_option('warp_proxy'));")).toBe('false');
    });
  });
});
