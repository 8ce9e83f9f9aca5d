import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { SITE } from './site-answers.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

/** What came with the owner's request, what the core says of it, and what the screen then says. */
const CASES = [
  {
    of: 'somebody on the same machine',
    headers: {},
    asked: { remote_addr: '127.0.0.1' },
    said: { ip: '127.0.0.1', country: null, city: null, decided_by: 'remote_addr' },
    seen: 'We see you as 127.0.0.1 (by your connection).',
    advice: 'This is an address inside a network',
    isOpen: true,
  },
  {
    of: 'somebody behind Cloudflare, believed',
    headers: { 'x-forwarded-for': '8.8.8.8', 'cf-connecting-ip': '8.8.8.8' },
    asked: { remote_addr: '127.0.0.1', forwarded_for: '8.8.8.8', cf_connecting_ip: '8.8.8.8' },
    said: { ip: '8.8.8.8', country: 'DE', city: 'Berlin', decided_by: 'cf_connecting_ip' },
    seen: 'We see you as 8.8.8.8, in Berlin, DE (by Cloudflare’s header).',
    advice: 'If that is you, visitors are told apart.',
    isOpen: false,
  },
  {
    of: 'somebody behind Cloudflare, not believed',
    headers: { 'cf-connecting-ip': '8.8.8.8' },
    asked: { remote_addr: '127.0.0.1', cf_connecting_ip: '8.8.8.8' },
    said: { ip: '104.16.0.1', country: 'US', city: null, decided_by: 'remote_addr' },
    seen: 'We see you as 104.16.0.1, in US (by your connection).',
    advice: 'Choose Cloudflare below.',
    isOpen: true,
  },
  {
    of: 'somebody behind another proxy, not believed',
    headers: { 'x-forwarded-for': '8.8.8.8' },
    asked: { remote_addr: '127.0.0.1', forwarded_for: '8.8.8.8' },
    said: { ip: '127.0.0.1', country: null, city: null, decided_by: 'remote_addr' },
    seen: 'We see you as 127.0.0.1 (by your connection).',
    advice: 'Something at 127.0.0.1 passes your visitors on to this site',
    isOpen: true,
  },
] as const;

describeWith(['php', 'chromium'], 'The owner’s own address on the settings screen', () => {
  let wordpress: WordPressSite;
  let core: StandInCore;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  let asked: unknown;
  let trusted: readonly string[];
  const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
  const place = () => page.locator('[data-warp-part*="warp_client_address"]');
  const answer = (said: object): void => {
    core.siteAnswers.set('/api/site/client-address', ({ body }: { body: string }) => {
      asked = JSON.parse(body);
      return said;
    });
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [wordpress, core, browser] = await Promise.all([bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }), startStandInCore(), launchChromium()]);
    await plugin.remove();
    core.siteAnswers.set('/api/site', () => ({ ...SITE, config: { trusted_proxies: trusted } }));
    core.siteAnswers.set('/api/site/config', ({ body }: { body: string }) => {
      trusted = (JSON.parse(body) as { trusted_proxies: string[] }).trusted_proxies;
      return { config: { trusted_proxies: trusted } };
    });
    await wordpress.php("activate_plugin('warp/warp.php');");
    await wordpress.php(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${core.connectionCode}'));`);
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
  beforeEach(async () => {
    trusted = [];
    core.behave('well');
    await page.setExtraHTTPHeaders({});
  });

  it.each(CASES)('is told to $of, with what it means', async ({ headers, asked: question, said, seen, advice, isOpen }) => {
    answer(said);
    await page.setExtraHTTPHeaders(headers);
    await page.goto(settings());
    await place().getByText(seen).waitFor();
    expect(await place().innerText()).toContain(advice);
    expect(asked).toEqual(question);
    expect(await place().locator('details').getAttribute('open')).toBe(isOpen ? '' : null);
  });

  it('lets the owner say what stands before the site: nothing, Cloudflare, or networks that they type', async () => {
    answer(CASES[0].said);
    await page.goto(settings());
    await place().getByLabel('Cloudflare', { exact: true }).check();
    await place().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved on the Warp server.').waitFor();
    expect(trusted).toEqual(['cloudflare']);
    expect(await place().getByLabel('Cloudflare', { exact: true }).isChecked()).toBe(true);

    await place().getByLabel('Other proxies, with these addresses or networks:').check();
    await place().getByLabel('Addresses or networks of the proxies').fill('10.0.0.0/8,  203.0.113.5 cloudflare');
    await place().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved on the Warp server.').waitFor();
    expect(trusted).toEqual(['10.0.0.0/8', '203.0.113.5', 'cloudflare']);
    expect(await place().getByLabel('Addresses or networks of the proxies').inputValue()).toBe('10.0.0.0/8, 203.0.113.5, cloudflare');

    await place().getByLabel('Nothing: visitors reach this site directly').check();
    await place().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved on the Warp server.').waitFor();
    expect(trusted).toEqual([]);
  });

  it('says in its place that the server does not answer', async () => {
    core.behave('broken');
    await page.goto(settings());
    await place().getByText('The Warp server gave the unexpected answer 500.').waitFor();
  });

  it('says that the connection is over when the server no longer knows the token', async () => {
    await wordpress.php("$kept = get_option('warp_settings'); $kept['connection']['token'] = 'warp_site_' . str_repeat('z', 43); update_option('warp_settings', $kept);");
    await page.goto(settings());
    await place().getByText('The Warp server no longer accepts this site’s connection. Connect again in the settings.').waitFor();
  });

  it('leaves WordPress’ log empty', async () => expect(await wordpress.debugLog()).toEqual([]));
});
