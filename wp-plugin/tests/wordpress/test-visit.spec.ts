import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { SITE } from './site-answers.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { trackerOf } from './tracker.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

interface Names {
  readonly collect_file: string;
  readonly folder: string;
  readonly handle: string;
}

/** What the core is to say of an event at each destination. */
const DELIVERIES = [
  { destination_id: 'd1', name: 'GA4', state: 'delivered', reason: 'delivered', sentence: 'The platform accepted it.', attempts: 1, delivered_at: null },
  { destination_id: 'd2', name: 'Meta', state: 'skipped', reason: 'no_consent', sentence: 'The visitor had not agreed to what this destination is used for.', attempts: 0, delivered_at: null },
];

describeWith(['php', 'chromium'], 'The test visit', () => {
  let wordpress: WordPressSite;
  let core: StandInCore;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  let names: Names;
  /** What the core has of the event; null: nothing. */
  let deliveries: readonly object[] | null;
  const steps = () => page.locator('[data-warp-steps]');
  const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
  /** Presses the button and gives the tab. */
  const begin = async (): Promise<Page> => {
    await page.goto(settings());
    const opened = owner.waitForEvent('page');
    await page.getByRole('button', { name: 'Make a test visit' }).click();
    return opened;
  };
  const finished = async (): Promise<string[]> => {
    await page.locator('[data-warp-finished]').waitFor({ timeout: 25_000 });
    return (await steps().locator('li').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
  };
  /** Lets time pass for the visit under way. */
  const age = (field: string, seconds: number): Promise<string> =>
    wordpress.php(`
      global $wpdb;
      foreach ($wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '_transient_warp_test_visit_%'") as $name) {
        $visit = get_option($name);
        if (0 < $visit['${field}']) { $visit['${field}'] -= ${seconds}; update_option($name, $visit); }
      }`);
  const scriptFile = (): string => `**/uploads/${names.folder}/*.js`;
  const endpoint = (): string => `${wordpress.url}/${names.collect_file}.php`;

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [wordpress, core, browser] = await Promise.all([bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }), startStandInCore(), launchChromium()]);
    await plugin.remove();
    core.changeScript(trackerOf(core));
    core.siteAnswers.set('/api/site', () => SITE);
    core.siteAnswers.set('/api/site/receipts', ({ query }: { query: URLSearchParams }) => ({
      items: (query.get('event_ids') ?? '').split(',').map((event_id) => {
        const isThere = deliveries !== null && core.events.some(({ fields }) => fields['event_id'] === event_id);
        return { event_id, received: isThere, received_at: isThere ? new Date().toISOString() : null, event_type: null, deliveries: deliveries ?? [] };
      }),
    }));
    await wordpress.php("activate_plugin('warp/warp.php');");
    owner = await browser.newContext();
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await wordpress.login(owner);
    await page.goto(settings());
    await page.getByText('I have a connection code').click();
    await page.getByLabel('Connection code').fill(core.connectionCode);
    await page.getByRole('button', { name: 'Connect with this code' }).click();
    await page.locator('#setting-error-warp_result').waitFor();
    names = JSON.parse(await wordpress.php("echo json_encode(get_option('warp_settings'));")) as Names;
  });
  afterAll(async () => {
    await browser?.close();
    await core?.stop();
    await wordpress?.stop();
  });
  beforeEach(async () => {
    core.behave('well');
    deliveries = DELIVERIES;
    await owner.unrouteAll();
  });

  it('shows the owner each step of the way, as a visitor who is not logged in goes it, and closes its tab', async () => {
    const before = core.events.length;
    const tab = await begin();
    const answer = await tab.waitForEvent('response', (response) => response.request().isNavigationRequest());
    expect(answer.headers()['cache-control']).toContain('no-store');
    const html = await answer.text();
    expect(html).not.toContain('wpadminbar');
    expect(html).toContain(names.handle);
    await tab.waitForEvent('close');
    expect(await finished()).toEqual([
      'Done: Your front page Made for a visitor who is not logged in.',
      'Done: Script Is in the page, loads and runs.',
      'Done: Event sent Your site took the event.',
      'Done: Warp server Has the event.',
      'Done: GA4 Delivered.',
      'Not done: Meta Not sent: The visitor had not agreed to what this destination is used for.',
    ]);
    expect(core.events.slice(before)).toEqual([
      {
        isSigned: true,
        origin: undefined,
        cookie: undefined,
        fields: {
          event_type: 'test_visit',
          event_id: expect.stringMatching(/^test:[0-9a-f]{32}$/),
          page_url: `${wordpress.url}/`,
          page_title: 'Test shop',
          consent: { analytics: true, marketing: true },
          sent_at: expect.any(Number),
          client: expect.objectContaining({ remote_addr: '127.0.0.1' }),
        },
      },
    ]);
  });

  it('leaves the owner as they were: logged in, not measured, with nothing stored', async () => {
    const seen = await owner.newPage();
    const answer = await seen.goto(`${wordpress.url}/`);
    const html = (await answer?.text()) ?? '';
    expect(html).toContain('wpadminbar');
    expect(html).not.toContain(`${names.handle}-js`);
    expect(await seen.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("warp"))')).toEqual([]);
    await seen.close();
  });

  it('makes its page once, and takes reports for it only', async () => {
    const tab = await begin();
    const address = (await tab.waitForEvent('response', (response) => response.request().isNavigationRequest())).url();
    await finished();
    const again = await owner.request.get(address);
    expect(await again.text()).toContain('wpadminbar');
    expect(await again.text()).not.toContain('warp-test-visit');
    const stranger = new URL(address);
    const [parameter = ''] = [...stranger.searchParams.keys()];
    stranger.searchParams.set(parameter, 'f'.repeat(32));
    expect(await (await fetch(stranger)).text()).not.toContain('warp-test-visit');
  });

  it('is content where there is no destination', async () => {
    deliveries = [];
    await begin();
    expect((await finished()).slice(3)).toEqual([
      'Done: Warp server Has the event.',
      'Not done: Destinations None yet. Events stay on your Warp server; add destinations there.',
    ]);
  });

  it('says that no page came, with a way to open it, when the browser keeps the tab from opening', async () => {
    await page.addInitScript('window.open = () => null');
    await page.goto(settings());
    await page.getByRole('button', { name: 'Make a test visit' }).click();
    const link = page.getByRole('link', { name: 'No tab was opened? Open the page yourself.' });
    await link.waitFor();
    await age('begun_at', 21);
    const [first] = await finished();
    expect(first).toMatch(/^Failed: Your front page WordPress was not asked for it\. Perhaps your browser kept the tab from opening/);
    page = await replaced(page);
  });

  it.each<{ fault: string; route: (route: Route) => Promise<void>; said: string }>([
    { fault: 'answers 403', route: (route) => route.fulfill({ status: 403, body: 'no' }), said: 'Failed: Script Is in the page, but its address answers 403. Perhaps a security plugin' },
    {
      fault: 'comes as a web page',
      route: (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Checking your browser</h1>' }),
      said: 'Failed: Script Is in the page, but comes as “text/html”, which browsers do not run.',
    },
    { fault: 'is blocked', route: (route) => route.abort(), said: 'Failed: Script Is in the page, but your browser did not get it. Perhaps a browser extension blocks it.' },
    {
      fault: 'is emptied by an optimiser',
      route: (route) => route.fulfill({ status: 200, contentType: 'text/javascript', body: 'void 0;' }),
      said: 'Failed: Script Is in the page and loads, but does not run. Perhaps an optimiser plugin delays it',
    },
  ])('says so when the script $fault, and still follows the event', async ({ route, said }) => {
    await owner.route(scriptFile(), route);
    await begin();
    const [, script, sent] = await finished();
    expect(script).toContain(said);
    expect(sent).toBe('Done: Event sent Your site took the event.');
  });

  it('says so when another plugin takes the script out of the page', async () => {
    const plugins = join(wordpress.dir, 'wp-content/mu-plugins');
    await mkdir(plugins, { recursive: true });
    const optimiser = join(plugins, 'optimiser.php');
    await writeFile(optimiser, `<?php add_filter('script_loader_tag', function ($tag, $handle) { return '${names.handle}' === $handle ? '' : $tag; }, 10, 2);`);
    await begin();
    expect((await finished())[1]).toContain('Failed: Script Is not in the page. Perhaps an optimiser plugin took it out');
    await rm(optimiser);
  });

  it('says so when this site has no script yet', async () => {
    await wordpress.php("$kept = get_option('warp_settings'); $kept['kept_for_test'] = $kept['script_file']; $kept['script_file'] = ''; update_option('warp_settings', $kept);");
    await begin();
    expect((await finished())[1]).toContain('Failed: Script There is no script on this site yet. Press “Check the connection now”.');
    await page.getByRole('button', { name: 'Check the connection now' }).click();
    await page.locator('#setting-error-warp_result').waitFor();
  });

  it('says so when the page keeps silent', async () => {
    await owner.route('**/browser/test-visit.js*', (route) => route.abort());
    const tab = await begin();
    await tab.waitForLoadState();
    await age('page_at', 16);
    const said = await finished();
    expect(said[1]).toMatch(/^Failed: Script The page does not say how it did\. Perhaps your theme/);
    expect(said.slice(2)).toEqual(['Not done: Event sent Not tried.', 'Not done: Warp server Not tried.', 'Not done: Destinations Not tried.']);
    await tab.close();
  });

  it.each<{ fault: string; route: (route: Route) => Promise<void>; said: string }>([
    { fault: 'refuses the event', route: (route) => route.fulfill({ status: 403 }), said: 'Failed: Event sent The event was refused with the answer 403. Perhaps a firewall' },
    { fault: 'is blocked', route: (route) => route.abort(), said: 'Failed: Event sent Nothing answered the page. Perhaps a browser extension or a firewall' },
  ])('says so when the endpoint $fault', async ({ route, said }) => {
    await owner.route(endpoint(), route);
    await begin();
    const [, script, sent, server] = await finished();
    expect(script).toBe('Done: Script Is in the page, loads and runs.');
    expect(sent).toContain(said);
    expect(server).toBe('Not done: Warp server Not tried.');
  });

  it.each<{ fault: string; prepare: () => void; said: string }>([
    { fault: 'takes no events now', prepare: () => core.behave('full'), said: 'Failed: Warp server Does not take events now (log_unavailable). The event waits on your site' },
    { fault: 'answers with faults', prepare: () => core.behave('broken'), said: 'Failed: Warp server Could not be asked. The Warp server gave the unexpected answer 500.' },
    { fault: 'never has the event', prepare: () => (deliveries = null), said: 'Failed: Warp server Does not have the event. Look on the Warp server' },
  ])('says so when the core $fault', async ({ prepare, said }) => {
    prepare();
    await begin();
    await steps().getByText('Your site took the event.').waitFor({ timeout: 20_000 });
    await age('event_at', 41);
    const [, , , server, destination] = await finished();
    expect(server).toContain(said);
    expect(destination).toBe('Not done: Destinations Not tried.');
  });

  it('says that the site is paused there', async () => {
    deliveries = null;
    core.siteAnswers.set('/api/site', () => ({ ...SITE, status: 'paused' }));
    await wordpress.php("global $wpdb; $wpdb->query(\"DELETE FROM $wpdb->options WHERE option_name LIKE '%warp_figures_%'\");");
    await begin();
    await steps().getByText('Your site took the event.').waitFor({ timeout: 20_000 });
    await age('event_at', 41);
    expect((await finished())[3]).toBe('Failed: Warp server Keeps no event, because this site is paused there. Resume the site on the Warp server.');
    core.siteAnswers.set('/api/site', () => SITE);
  });

  it('tells a destination that failed from one that is still trying', async () => {
    deliveries = [
      { ...DELIVERIES[0], state: 'dead', sentence: 'The platform refused it.' },
      { ...DELIVERIES[1], state: 'retrying', sentence: 'The platform did not answer; it will be tried again.' },
    ];
    await begin();
    await steps().getByText('Under way. The platform did not answer').waitFor({ timeout: 20_000 });
    await age('event_at', 61);
    expect((await finished()).slice(4)).toEqual([
      'Failed: GA4 Not delivered: The platform refused it. Look at this destination on the Warp server.',
      'Waiting: Meta Still under way. The platform did not answer; it will be tried again. The Warp server goes on trying.',
    ]);
  });

  it('shows the steps of a visit to nobody but who makes it', async () => {
    await begin();
    await finished();
    const token = await wordpress.php(
      "global $wpdb; echo substr($wpdb->get_var(\"SELECT option_name FROM $wpdb->options WHERE option_name LIKE '_transient_warp_test_visit_%' ORDER BY option_id DESC\"), strlen('_transient_warp_test_visit_'));",
    );
    await wordpress.php(`set_transient('warp_test_visit_${token}', array('user_id' => 2) + get_transient('warp_test_visit_${token}'), 600);`);
    const url = await page.evaluate('fetch(document.querySelector("[data-warp-test-visit]").dataset.warpTestVisit, { method: "POST" }).then((answer) => answer.json())').then((begun) => new URL((begun as { steps: string }).steps));
    expect((await owner.request.get(url.href)).status()).toBe(200);
    url.searchParams.set('visit', token);
    expect((await owner.request.get(url.href)).status()).toBe(404);
  });

  it('leaves WordPress’ log empty', async () => expect(await wordpress.debugLog()).toEqual([]));
});

/** A page without what was put into the other one. */
async function replaced(page: Page): Promise<Page> {
  const next = await page.context().newPage();
  next.setDefaultTimeout(45_000);
  await page.close();
  return next;
}
