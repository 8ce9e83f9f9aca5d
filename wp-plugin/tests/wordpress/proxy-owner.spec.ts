import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { bootProxied, mustUse, type ProxiedSite } from './proxied-site.js';

/** What an owner sees of the proxy, and can change. PHP's own server has no way to let a visitor go, so this is that case too. */
describeWith(['php', 'chromium'], 'The way of events, as the owner sees it', () => {
  let site: ProxiedSite;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  const section = (): Promise<string> => page.locator('form:has([name=action][value=warp_save_way])').innerText();
  const settings = (): Promise<unknown> => page.goto(`${site.wordpress.url}/wp-admin/options-general.php?page=warp-settings`);
  const problems = async (path: string): Promise<string[]> => {
    await page.goto(site.wordpress.url + path);
    return page.locator('.notice-error, .notice-warning').filter({ hasText: /Warp|event/i }).allInnerTexts();
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [site, browser] = await Promise.all([bootProxied({ plugin }), launchChromium()]);
    await plugin.remove();
    owner = await browser.newContext();
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await site.wordpress.login(owner);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('is shown with the result of each test, and what waits and was sent', async () => {
    const path = await site.path('file');
    for (const event_id of ['a', 'b']) await site.hit(path, { event_id });
    await site.sweep();
    await settings();
    const text = await section();
    expect(text).toMatch(/A file of its own, without loading WordPress \(in use\) – Works\./);
    expect(text).toMatch(/Before other plugins load – Works\./);
    expect(text).toMatch(/Through the REST API – Works\./);
    expect(text).toMatch(/Last test\s+1 second ago\.|Last test\s+\d+ seconds ago\./);
    expect(text).toMatch(/Waiting\s+Nothing\./);
    expect(text).toMatch(/Sent\s+2\b/);
    expect(text).toMatch(/Lost\s+0\b/);
    expect(site.arrived()).toEqual(['a', 'b']);
  });

  it('is changed by the owner, and the script follows at once', async () => {
    await settings();
    await page.getByLabel('Through the REST API').check();
    await page.getByRole('button', { name: 'Save the way' }).click();
    expect(await page.locator('#setting-error-warp_result').innerText()).toContain('In use: “Through the REST API”.');
    expect(await scriptOf(site)).toContain(`"endpoint":"${await site.path('rest')}"`);
    await page.getByLabel('Directly to the Warp server').check();
    await page.getByRole('button', { name: 'Save the way' }).click();
    expect(await scriptOf(site)).toContain(`"endpoint":"${site.core.url}/api/track"`);
    await page.getByLabel('Automatic').check();
    await page.getByRole('button', { name: 'Save the way' }).click();
    expect(await scriptOf(site)).toContain(`"endpoint":"${await site.path('file')}"`);
  });

  it('is tested at the press of a button, which changes no choice', async () => {
    const file = join(site.wordpress.dir, await site.path('file'));
    await rm(file);
    await mkdir(file);
    await settings();
    await page.getByLabel('Directly to the Warp server').check();
    await page.getByRole('button', { name: 'Test now' }).click();
    expect(await page.locator('#setting-error-warp_result').innerText()).toContain('In use: “Before other plugins load”.');
    expect(await page.getByLabel('Automatic').isChecked()).toBe(true);
    expect(await section()).toContain('Not used: WordPress may not write its file.');
    await rm(file, { recursive: true });
    await site.climb();
  });

  it('is changed by nobody without the right and the form', async () => {
    const send = (who: BrowserContext, form: Record<string, string>): Promise<number> =>
      who.request.post(`${site.wordpress.url}/wp-admin/admin-post.php`, { form, maxRedirects: 0 }).then((answer) => answer.status());
    const reader = await browser.newContext();
    await site.wordpress.login(reader, 'reader');
    await settings();
    const nonce = await page.locator('form:has([value=warp_save_way]) [name=_wpnonce]').inputValue();
    const form = { action: 'warp_save_way', warp_way: 'direct' };
    expect(await send(reader, { ...form, _wpnonce: nonce })).toBe(403);
    expect(await send(owner, form)).toBe(403);
    await settings();
    expect(await page.getByLabel('Automatic').isChecked()).toBe(true);
    await reader.close();
  });

  const inTrouble = [
    {
      title: 'the spool is full',
      begin: async (): Promise<void> => {
        await writeFile(mustUse(site.wordpress, 'small.php'), "<?php add_filter('warp_spool_bytes', fn() => 2000);");
        await site.climb();
        site.core.behave('broken');
        const statuses = [];
        for (let n = 0; n < 20; n += 1) statuses.push((await site.hit(await site.path('file'))).status);
        expect(new Set(statuses)).toEqual(new Set([202, 503]));
      },
      end: async (): Promise<void> => {
        await rm(mustUse(site.wordpress, 'small.php'));
        await rm(join(await site.folder(), 'dropped.php'));
        site.core.behave('well');
        await site.climb();
        await site.sweep();
      },
      says: /Warp lost events, because too many waited\s+\d+ events found no room, the last one \d+ seconds? ago\./,
    },
    {
      title: 'the spool cannot be written',
      begin: async (): Promise<void> => {
        const spool = join(await site.folder(), 'spool.php');
        await rm(spool);
        await mkdir(spool);
        await site.climb();
      },
      end: async (): Promise<void> => {
        await rm(join(await site.folder(), 'spool.php'), { recursive: true });
        await site.climb();
      },
      says: /Warp may not write down events that wait\s+PHP may not write to /,
    },
    {
      title: 'WP-Cron does not run, where hits need it',
      begin: async (): Promise<void> => {
        await site.wordpress.php("wp_unschedule_hook('warp_send_waiting'); wp_schedule_event(time() - 3600, 'warp_five_minutes', 'warp_send_waiting');");
      },
      end: async (): Promise<void> => {
        await site.wordpress.php("wp_unschedule_hook('warp_send_waiting'); wp_schedule_event(time() + 300, 'warp_five_minutes', 'warp_send_waiting');");
      },
      says: /scheduled tasks, and they do not run\s+WP-Cron is switched off \(DISABLE_WP_CRON\)/,
    },
  ] as const;

  it.each(inTrouble)('says clearly when $title: on the dashboard, in the settings and in Site Health; pages stay as they are', async ({ begin, end, says }) => {
    await begin();
    expect(await problems('/wp-admin/index.php')).toEqual([expect.stringMatching(says)]);
    expect((await problems('/wp-admin/options-general.php?page=warp-settings'))[0]).toMatch(says);
    expect(await problems('/wp-admin/edit.php')).toEqual([]);
    expect(await healthOf(site)).toMatchObject({ status: 'critical' });
    expect((await fetch(`${site.wordpress.url}/`)).status).toBe(200);
    await end();
    expect(await problems('/wp-admin/index.php')).toEqual([]);
    expect(await healthOf(site)).toMatchObject({ status: 'good', label: 'Warp’s events take the way they should' });
  });

  it('costs a visitor at most a moment where PHP cannot let them go, however long the core hangs', async () => {
    site.core.behave('hanging');
    await rm(join(await site.folder(), 'delivery.php'));
    const path = await site.path('file');
    const begun = performance.now();
    expect((await site.hit(path)).status).toBe(202);
    const first = performance.now() - begun;
    // The try is broken off after 300 ms, and no hit of the next ten seconds makes another one.
    expect(first).toBeGreaterThan(250);
    const tried = site.core.requests.length;
    for (let n = 0; n < 5; n += 1) await site.hit(path);
    expect(site.core.requests).toHaveLength(tried);
    site.core.behave('well');
    await site.core.goAway();
    await site.core.comeBack();
    await site.sweep();
  });

  it('is no concern of people who may not change it', async () => {
    const reader = await browser.newContext();
    await site.wordpress.login(reader, 'reader');
    const [, , { begin, end }] = inTrouble;
    await begin();
    expect(await (await owner.request.get(`${site.wordpress.url}/wp-admin/index.php`)).text()).toContain('scheduled tasks, and they do not run');
    expect(await (await reader.request.get(`${site.wordpress.url}/wp-admin/index.php`)).text()).not.toContain('scheduled tasks, and they do not run');
    await end();
    await reader.close();
  });

  it("left WordPress's debug log empty all the way", async () => {
    expect(await site.wordpress.debugLog()).toEqual([]);
  });
});

async function scriptOf({ wordpress }: ProxiedSite): Promise<string> {
  const html = await (await fetch(`${wordpress.url}/`)).text();
  const url = /<script[^>]+src="([^"]+\/uploads\/[^"]+)"/.exec(html)?.[1];
  return (await (await fetch(url ?? '')).text()).replaceAll('\\/', '/');
}

const healthOf = async ({ wordpress }: ProxiedSite): Promise<unknown> =>
  JSON.parse(
    await wordpress.php(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      echo wp_json_encode((new Warp\\Admin\\ProxyHealth($settings, new Warp\\Proxy\\LadderRecord()))->result());`),
  );
