import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import type { Suite } from './download.js';
import { connectionCode, startStandInCore, type StandInCore } from './stand-in-core.js';
import { trackerOf } from './tracker.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

/** Words (and short forms between separators) that blocklists such as EasyPrivacy match. */
const BLOCKLISTED =
  /warp|track|analytic|stat|collect|pixel|event|metric|beacon|counter|visit|\b(ad|ads|ga|fb|px|tag)\b/i;

/** The option row, as far as these tests look into it. */
interface Kept {
  readonly connection: { readonly secret: string } | null;
  readonly collect_file: string;
  readonly folder: string;
}

/** The plugin's life in one WordPress: activated, connected, visited, in trouble, removed. The steps build on each other. */
export function describePluginOn(suite: Suite, version: RegExp): void {
  describeWith(['php', 'chromium'], `The plugin on WordPress of Debian ${suite}`, () => {
    let wordpress: WordPressSite;
    let core: StandInCore;
    let browser: Browser;
    let owner: BrowserContext;
    let page: Page;
    const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
    const kept = async (): Promise<Kept> =>
      JSON.parse(await wordpress.php("echo json_encode(get_option('warp_settings'));")) as Kept;
    /** Requests without those by which the settings screen fills itself in. */
    const commands = (): string[] => core.requests.filter((request) => !/^(GET|POST) \/api\/site/.test(request));
    const notice = (): Promise<string> => page.locator('#setting-error-warp_result').innerText();
    const frontPage = async (as?: BrowserContext): Promise<string> =>
      as === undefined ? (await fetch(`${wordpress.url}/`)).text() : (await as.request.get(`${wordpress.url}/`)).text();
    const scriptUrl = (html: string): string | undefined => /<script[^>]+src="([^"]+\/uploads\/[^"]+)"/.exec(html)?.[1];
    /** Gives the notice that follows. */
    const pasteCode = async (code: string): Promise<string> => {
      await page.goto(settings());
      await page.getByText('I have a connection code').click();
      await page.getByLabel('Connection code').fill(code);
      await page.getByRole('button', { name: 'Connect with this code' }).click();
      return notice();
    };

    beforeAll(async () => {
      const plugin = await buildPlugin();
      [wordpress, core, browser] = await Promise.all([
        bootWordPress({ suite, plugins: { warp: plugin.folder } }),
        startStandInCore(),
        launchChromium(),
      ]);
      await plugin.remove();
      owner = await browser.newContext();
      page = await owner.newPage();
      page.setDefaultTimeout(45_000);
      await wordpress.login(owner);
    });

    afterAll(async () => {
      await browser?.close();
      await core?.stop();
      await wordpress?.stop();
    });

    it('is activated on the plugins screen, and contacts nobody and changes no page until it is connected', async () => {
      expect(await wordpress.php("echo get_bloginfo('version');")).toMatch(version);
      await page.goto(`${wordpress.url}/wp-admin/plugins.php`);
      await page.locator('tr[data-slug="warp"] .activate a').click();
      await page.locator('tr[data-slug="warp"] .deactivate').waitFor();
      await page.locator('tr[data-slug="warp"]').getByRole('link', { name: 'Settings' }).click();
      await page.getByText('Not connected. Nothing is measured, and no other server is contacted.').waitFor();
      expect(scriptUrl(await frontPage())).toBeUndefined();
      expect(core.requests).toEqual([]);
    });

    it('refuses a bad connection code, names the field and the rule, and stays unconnected', async () => {
      const code = connectionCode({ core: 'https://warp.example.com', script_id: 'shop4711', secret: 'abc' });
      expect(await pasteCode(code)).toContain('the field secret must be 43 letters, digits, hyphens or underscores.');
      expect(await kept()).toMatchObject({ connection: null });
    });

    it('connects with the code of the core, pasted with a line break in it', async () => {
      const { connectionCode: code } = core;
      expect(await pasteCode(`${code.slice(0, 40)}\n ${code.slice(40)}\n`)).toContain(
        'Connected. The script is now part of your pages.',
      );
      expect(await page.locator('.form-table').first().innerText()).toContain(core.url);
      const { collect_file: file } = await kept();
      expect(core.requests.slice(0, 3)).toEqual(['PUT /api/site/settings', `GET /w/${core.scriptId}.js?endpoint=%2F${file}.php`, 'GET /health/ready']);
      expect(await page.content()).not.toContain((await kept()).connection?.secret);
    });

    it("gives a guest one deferred script of the site's own, marked for optimisers to leave alone, without a blocklisted word", async () => {
      const html = await frontPage();
      const tag = /<script[^>]+\/uploads\/[^>]+><\/script>/.exec(html)?.[0] ?? '';
      const handle = /id="([a-z]+)-js"/.exec(tag)?.[1];
      expect(new URL(scriptUrl(html) ?? '').origin).toBe(wordpress.url);
      for (const attribute of [
        'defer',
        'data-cfasync="false"',
        'data-no-optimize="1"',
        'data-no-defer="1"',
        'nowprocket',
      ]) {
        expect(tag).toContain(` ${attribute}`);
      }
      expect(handle).toMatch(/^[cdfghjkmnqrvwxyz]{12}$/);
      expect(tag.replaceAll('data-no-defer', '')).not.toMatch(BLOCKLISTED);
      expect(html.toLowerCase()).not.toContain('warp');
    });

    it('makes the visit of a guest arrive at the core, with the address of the page, and asks no other host', async () => {
      const guest = await browser.newContext();
      const visit = await guest.newPage();
      const hosts = new Set<string>();
      const faults: string[] = [];
      visit.on('request', (request) => hosts.add(new URL(request.url()).origin));
      visit.on('pageerror', (error) => faults.push(error.message));
      const answered = visit.waitForResponse(`${wordpress.url}/${(await kept()).collect_file}.php`);
      await visit.goto(`${wordpress.url}/`);
      expect((await answered).status()).toBe(202);
      await eventually(async () => core.events.length, (events) => events === 1);
      expect(core.events[0]).toEqual({
        isSigned: true,
        origin: undefined,
        cookie: undefined,
        fields: {
          event_id: expect.any(String),
          event_type: 'page_view',
          page_url: `${wordpress.url}/`,
          page_title: 'Test shop',
          client: expect.objectContaining({ remote_addr: '127.0.0.1', user_agent: expect.stringContaining('Chrome') }),
        },
      });
      expect([...hosts]).toEqual([wordpress.url]);
      expect(faults).toEqual([]);
      await guest.close();
    });

    it('leaves out feeds, previews, the customiser and excluded roles, until the owner includes the role', async () => {
      const reader = await browser.newContext();
      await wordpress.login(reader, 'reader');
      expect(scriptUrl(await (await fetch(`${wordpress.url}/feed/`)).text())).toBeUndefined();
      expect(scriptUrl(await frontPage(owner))).toBeUndefined();
      expect(scriptUrl(await frontPage(reader))).toBeDefined();

      await page.goto(settings());
      const excluded = page.getByRole('group', { name: 'Excluded roles' });
      await excluded.getByRole('checkbox', { name: 'Administrator' }).uncheck();
      await excluded.getByRole('checkbox', { name: 'Subscriber' }).check();
      await page.getByRole('button', { name: 'Save Changes' }).click();
      expect(await notice()).toContain('Settings saved.');
      expect(scriptUrl(await frontPage(owner))).toBeDefined();
      expect(scriptUrl(await frontPage(reader))).toBeUndefined();
      const draft = await wordpress.php(
        "echo wp_insert_post(array('post_title' => 'Draft', 'post_status' => 'draft', 'post_author' => 1));",
      );
      const preview = await owner.request.get(`${wordpress.url}/?p=${draft}&preview=true`);
      expect(await preview.text()).toContain('Draft');
      expect(scriptUrl(await preview.text())).toBeUndefined();
      await page.goto(`${wordpress.url}/wp-admin/customize.php`);
      const customised = await page
        .locator('#customize-preview iframe')
        .first()
        .getAttribute('src', { timeout: 10_000 });
      const inCustomiser = await owner.request.get(customised ?? '');
      expect(inCustomiser.ok()).toBe(true);
      expect(scriptUrl(await inCustomiser.text())).toBeUndefined();
      await reader.close();
    });

    it('shows a subscriber neither screen nor effect, and refuses a request without the form', async () => {
      const reader = await browser.newContext();
      const theirs = await reader.newPage();
      await wordpress.login(reader, 'reader');
      const before = await kept();
      expect((await theirs.goto(settings()))?.status()).toBe(403);
      const nonce = await page
        .goto(settings())
        .then(() => page.locator('form:has([value=warp_disconnect]) [name=_wpnonce]').inputValue());
      const send = (who: BrowserContext, form: Record<string, string>) =>
        who.request.post(`${wordpress.url}/wp-admin/admin-post.php`, { form, maxRedirects: 0 });
      for (const action of ['warp_save_settings', 'warp_check_connection', 'warp_connect', 'warp_connect_by_code', 'warp_save_proxies', 'warp_disconnect']) {
        const asked = commands().length;
        expect((await send(reader, { action, _wpnonce: nonce })).status()).toBe(403);
        expect((await send(owner, { action })).status()).toBe(403);
        expect((await send(owner, { action, _wpnonce: 'forged0000' })).status()).toBe(403);
        expect(
          (
            await fetch(`${wordpress.url}/wp-admin/admin-post.php?action=${action}`, { redirect: 'manual' })
          ).headers.get('location'),
        ).toBeNull();
        expect(commands()).toHaveLength(asked);
      }
      expect(await kept()).toEqual(before);
      await reader.close();
    });

    it('takes over a changed script twice a day under a new name, and keeps the replaced file for cached pages', async () => {
      expect(await wordpress.php("echo wp_get_schedule('warp_refresh_script');")).toBe('twicedaily');
      const before = scriptUrl(await frontPage()) ?? '';
      await wordpress.php("do_action('warp_refresh_script');");
      expect(scriptUrl(await frontPage())).toBe(before);
      core.changeScript();
      await wordpress.php("do_action('warp_refresh_script');");
      const after = scriptUrl(await frontPage()) ?? '';
      expect(after).not.toBe(before);
      expect(await (await fetch(after)).text()).toContain('/* 2 */');
      expect(await (await fetch(before)).text()).toContain('/* 1 */');
    });

    it('carries the tracker itself: a page view of a guest arrives with the identity of an event', async () => {
      core.changeScript(trackerOf(core));
      await wordpress.php("do_action('warp_refresh_script');");
      const guest = await browser.newContext();
      const visit = await guest.newPage();
      const sent = visit.waitForRequest(`${wordpress.url}/${(await kept()).collect_file}.php`);
      await visit.goto(`${wordpress.url}/`);
      expect((await sent).postDataJSON()).toMatchObject({
        script_id: core.scriptId,
        events: [{ event_type: 'page_view', event_id: expect.any(String), page_url: `${wordpress.url}/` }],
      });
      await guest.close();
    });

    it.each([
      { mode: 'broken', sentence: 'The Warp server gave the unexpected answer 500.' },
      { mode: 'forgetful', sentence: 'The Warp server does not know this site.' },
      { mode: 'unready', sentence: 'The Warp server runs, but says that it is not ready to take events.' },
    ] as const)(
      'keeps serving the script while the core is $mode, and says so on the screen',
      async ({ mode, sentence }) => {
        const before = scriptUrl(await frontPage());
        core.behave(mode);
        await page.goto(settings());
        await page.getByRole('button', { name: 'Check the connection now' }).click();
        expect(await notice()).toContain(sentence);
        expect(await page.locator('.form-table').first().innerText()).toContain(sentence);
        core.behave('well');
        expect(scriptUrl(await frontPage())).toBe(before);
      },
    );

    it('reports the connection in Site Health: good, and critical when the core is not ready', async () => {
      const result = async (): Promise<unknown> => {
        await page.goto(`${wordpress.url}/wp-admin/site-health.php`);
        const nonce: string = await page.evaluate('SiteHealth.nonce.site_status');
        const form = { action: 'health-check-warp-connection', _wpnonce: nonce };
        const answer = await owner.request.post(`${wordpress.url}/wp-admin/admin-ajax.php`, { form });
        return JSON.parse(await answer.text());
      };
      expect(await result()).toMatchObject({ data: { status: 'good', label: 'Warp is connected' } });
      core.behave('unready');
      expect(await result()).toMatchObject({ data: { status: 'critical', label: 'Warp cannot reach its server' } });
      core.behave('well');
    });

    it('offers text for the privacy policy that names the server', async () => {
      await page.goto(`${wordpress.url}/wp-admin/options-privacy.php?tab=policyguide`);
      await page.getByRole('button', { name: 'Warp', exact: true }).click();
      await page.getByText('our measurement server at 127.0.0.1').waitFor();
    });

    it('takes the script off the pages at once when the owner disconnects, and connects again', async () => {
      await page.goto(settings());
      await page.getByRole('button', { name: 'Disconnect' }).click();
      expect(await notice()).toContain('Disconnected.');
      expect(scriptUrl(await frontPage())).toBeUndefined();
      expect(await wordpress.php("echo json_encode(wp_next_scheduled('warp_refresh_script'));")).toBe('false');
      await pasteCode(core.connectionCode);
      expect(scriptUrl(await frontPage())).toBeDefined();
    });

    it('stops its scheduled work when deactivated, and leaves no option, file or schedule when deleted', async () => {
      const { folder } = await kept();
      const traces = `
        global $wpdb;
        $options = $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%warp%'");
        echo json_encode(array(
          'options' => $options,
          'folder' => is_dir(wp_upload_dir()['basedir'] . '/${folder}'),
          'cron' => strpos(wp_json_encode(_get_cron_array()), 'warp') === false ? 'none' : 'some',
        ));`;
      const found = async (): Promise<unknown> => JSON.parse(await wordpress.php(traces));
      const options = expect.arrayContaining(['warp_proxy', 'warp_settings', 'warp_status']);
      expect(await found()).toEqual({ options, folder: true, cron: 'some' });

      await page.goto(`${wordpress.url}/wp-admin/plugins.php`);
      await page.locator('tr[data-slug="warp"] .deactivate a').click();
      await page.locator('tr[data-slug="warp"] .activate').waitFor();
      expect(await found()).toEqual({ options, folder: true, cron: 'none' });
      expect(scriptUrl(await frontPage())).toBeUndefined();

      page.once('dialog', (dialog) => void dialog.accept());
      await page.locator('tr[data-slug="warp"] .delete a').click();
      await page.getByText('was successfully deleted').waitFor();
      expect(await found()).toEqual({ options: [], folder: false, cron: 'none' });
    });

    it("left WordPress's debug log empty all the way", async () => {
      expect(await wordpress.debugLog()).toEqual([]);
    });
  });
}
