import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { bootProxied, type ProxiedSite } from './proxied-site.js';
import { trackerOf } from './tracker.js';

/** The whole way with the real script in a real browser; the steps build on each other. */
describeWith(['php', 'chromium'], 'A visitor of a site with its own endpoint', () => {
  let site: ProxiedSite;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let name: string;
  const kept = async (who = visitor): Promise<{ value: string; httpOnly: boolean; sameSite: string; days: number } | undefined> => {
    const cookie = (await who.cookies()).find((one) => one.name === name);
    return cookie && { value: cookie.value, httpOnly: cookie.httpOnly, sameSite: cookie.sameSite, days: Math.round((cookie.expires - Date.now() / 1000) / 86_400) };
  };
  /** Looks at a page. @returns the page view as the core has it */
  const visit = async (path: string): Promise<Record<string, unknown>> => {
    const before = site.core.events.length;
    await page.goto(`${site.wordpress.url}${path}`);
    const views = () => site.core.events.slice(before).filter(({ fields }) => fields['event_type'] === 'page_view');
    await eventually(async () => {
      await site.sweep();
      return views();
    }, ({ length }) => length > 0);
    return { ...views()[0]!.fields };
  };
  const consent = (answer: 'granted' | 'denied'): Promise<unknown> =>
    page.evaluate(`dataLayer.push(['consent', 'update', { analytics_storage: '${answer}' }])`);

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [site, browser] = await Promise.all([bootProxied({ plugin }), launchChromium()]);
    await plugin.remove();
    site.core.changeScript(trackerOf(site.core));
    await site.wordpress.php("do_action('warp_refresh_script');");
    name = await site.wordpress.php("echo get_option('warp_settings')['visitor_cookie'];");
    visitor = await browser.newContext();
    page = await visitor.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  let number: unknown;

  it('is told to the core with what the site’s server saw of them, and asks no other host', async () => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    const view = await visit('/');
    number = view['visitor_id'];
    expect(view).toMatchObject({
      event_id: expect.any(String),
      page_url: `${site.wordpress.url}/`,
      sent_at: expect.any(Number),
      client: { remote_addr: '127.0.0.1', user_agent: expect.stringContaining('Chrome'), hints: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' } },
    });
    expect([...hosts]).toEqual([site.wordpress.url]);
  });

  it('keeps a number in a cookie of the server for 400 days, which scripts cannot read', async () => {
    expect(await kept()).toEqual({ value: number, httpOnly: true, sameSite: 'Lax', days: 400 });
    expect(await page.evaluate('document.cookie')).not.toContain(name);
  });

  it('is the same visitor after the browser emptied its storage, as Safari does after seven days', async () => {
    await page.evaluate('localStorage.clear()');
    expect((await visit('/?again'))['visitor_id']).toBe(number);
    expect((await kept())?.value).toBe(number);
  });

  it('leaves no cookie behind when consent is withdrawn, and is somebody new when it is given again', async () => {
    await consent('granted');
    await page.waitForTimeout(50);
    await consent('denied');
    await eventually(kept, (cookie) => cookie === undefined);
    await consent('granted');
    const again = (await visit('/?new'))['visitor_id'];
    expect(again).not.toBe(number);
    expect((await kept())?.value).toBe(again);
  });

  it('has no number before consent', async () => {
    const refusing = await browser.newContext();
    const theirs = await refusing.newPage();
    await theirs.addInitScript("window.dataLayer = [['consent', 'default', { analytics_storage: 'denied' }]]");
    await theirs.goto(`${site.wordpress.url}/`);
    await theirs.waitForTimeout(1_500);
    expect(await kept(refusing)).toBeUndefined();
    expect(JSON.stringify(await refusing.cookies())).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await refusing.close();
  });

  it("left WordPress's debug log empty all the way", async () => {
    expect(await site.wordpress.debugLog()).toEqual([]);
  });
});
