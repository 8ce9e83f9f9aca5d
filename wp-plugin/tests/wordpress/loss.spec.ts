import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { eventually } from '../../../core-api/test/setup/eventually.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { trackerOf } from './tracker.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

/** A person's browser: what runs the tests calls itself headless, and would not count. */
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

/** Numbers by kind: page shown, script recorded, script not allowed to, agreed later. */
type Counts = Readonly<Record<'v' | 's' | 'r' | 'g', number>>;

const SETTINGS = '$settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());';
const COUNTS = `
  ${SETTINGS}
  $counts = new Warp\\Proxy\\Endpoint\\ViewCounts(Warp\\Proxy\\Endpoint\\Config::read($settings->private_path() . '/config.php'));`;

describeWith(['php', 'chromium'], 'The loss meter', () => {
  let wordpress: WordPressSite;
  let core: StandInCore;
  let browser: Browser;
  let told: { day: string; rows: object[] }[];

  const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(code));
  const byDay = async () => (await json(`${COUNTS} echo wp_json_encode((object) $counts->by_day());`)) as Record<string, Counts>;
  const today = () => wordpress.php(`echo wp_date('Y-m-d');`);
  const forget = () => wordpress.php(`${COUNTS} array_map(array($counts, 'forget'), array_keys($counts->by_day()));`);
  const choose = (choices: { before_answer?: string; without_analytics?: string; off?: string[] }) =>
    wordpress.php(`
      ${SETTINGS}
      $settings->keep_consent_choices(array('before_answer' => '${choices.before_answer ?? 'analytics'}', 'without_analytics' => '${choices.without_analytics ?? 'nothing'}'));
      $settings->keep_groups_off(json_decode('${JSON.stringify(choices.off ?? [])}'));
      do_action('warp_refresh_script');`);
  /** Opens a page as a person does, and gives what was counted by it. */
  const countsOf = async (expected: Counts, visit: (page: Page) => Promise<unknown>, options: BrowserContextOptions = {}): Promise<void> => {
    await forget();
    const context = await browser.newContext({ userAgent: CHROME, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    await visit(page);
    const sum = (counts: Counts): number => Object.values(counts).reduce((total, number) => total + number, 0);
    const day = await today();
    const found = await eventually(async () => (await byDay())[day] ?? { v: 0, s: 0, r: 0, g: 0 }, (counts) => sum(counts) >= sum(expected));
    await context.close();
    expect(found).toEqual(expected);
  };
  const open = (page: Page) => page.goto(`${wordpress.url}/`, { waitUntil: 'load' });

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [wordpress, core, browser] = await Promise.all([bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }), startStandInCore(), launchChromium()]);
    await plugin.remove();
    core.changeScript(trackerOf(core));
    core.siteAnswers.set('/api/site/loss', ({ body }: { body: string }) => void told.push(JSON.parse(body) as { day: string; rows: object[] }));
    await wordpress.php("activate_plugin('warp/warp.php');");
    await wordpress.php(`
      ${SETTINGS}
      $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${core.connectionCode}'));
      update_option('timezone_string', 'Pacific/Kiritimati');
      do_action('warp_test_proxy');`);
  });
  afterAll(async () => {
    await browser?.close();
    await core?.stop();
    await wordpress?.stop();
  });
  beforeEach(async () => {
    told = [];
    await choose({});
  });

  it('prints one image, the same for everybody, behind the page, and none in feeds or to those who are left out', async () => {
    const [one, two] = await Promise.all([0, 1].map(async () => (await fetch(`${wordpress.url}/`)).text()));
    const images = (html = ''): string[] => html.match(/<img[^>]+\?[a-z]{12}=v[^>]*>/g) ?? [];
    expect(images(one)).toHaveLength(1);
    expect(images(two)).toEqual(images(one));
    expect(images(one)[0]).toMatch(/^<img src="\/[a-z]{12}\.php\?[a-z]{12}=v" alt="" hidden class="skip-lazy no-lazy" data-no-lazy="1" /);
    expect(one?.slice(one.indexOf('?'))).toMatch(/=v" alt=""[\s\S]*<\/body>/);
    expect(images(await (await fetch(`${wordpress.url}/feed/`)).text())).toEqual([]);
    const owner = await browser.newContext();
    await wordpress.login(owner);
    expect(images(await (await owner.request.get(`${wordpress.url}/`)).text())).toEqual([]);
    await owner.close();
  });

  it('counts a page that is shown and recorded, each time it is opened', () =>
    countsOf({ v: 2, s: 2, r: 0, g: 0 }, async (page) => {
      await open(page);
      await page.waitForTimeout(200);
      await page.reload();
    }));

  it('counts a page whose script a blocker stops as shown only', () =>
    countsOf({ v: 1, s: 0, r: 0, g: 0 }, async (page) => {
      await page.route('**/uploads/**', (route) => route.abort());
      await open(page);
      await page.waitForTimeout(300);
    }));

  it('counts a page without JavaScript as shown only', () => countsOf({ v: 1, s: 0, r: 0, g: 0 }, open, { javaScriptEnabled: false }));

  it('counts a page that a cache gives out, without a line of PHP run for it', () =>
    countsOf({ v: 1, s: 1, r: 0, g: 0 }, async (page) => {
      const kept = await (await fetch(`${wordpress.url}/`)).text();
      await page.route(`${wordpress.url}/`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: kept }));
      await open(page);
    }));

  it('counts who may not be recorded apart, and moves them when they agree', async () => {
    await choose({ before_answer: 'nothing' });
    await countsOf({ v: 1, s: 0, r: 1, g: 0 }, open);
    await countsOf({ v: 1, s: 0, r: 1, g: 1 }, async (page) => {
      await open(page);
      await page.waitForTimeout(200);
      const answer = (analytics: string): string => `((...entry) => dataLayer.push(entry))('consent', 'update', { analytics_storage: '${analytics}' });`;
      await page.evaluate([answer('granted'), answer('denied'), answer('granted')].join('\n'));
    });
    await choose({ before_answer: 'nothing', without_analytics: 'cookieless' });
    await countsOf({ v: 1, s: 1, r: 0, g: 0 }, open);
  });

  it('leaves out robots that load images, and sends no cookie and nothing of the visitor', async () => {
    await countsOf({ v: 0, s: 0, r: 0, g: 0 }, open, { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' });
    await countsOf({ v: 1, s: 1, r: 0, g: 0 }, async (page) => {
      const asked: string[] = [];
      page.on('response', async (response) => {
        if (/\?[a-z]{12}=/.test(response.url())) asked.push(`${response.request().method()} ${response.status()} ${await response.headerValue('content-type')} ${await response.headerValue('cache-control')} ${await response.headerValue('set-cookie')}`);
      });
      await open(page);
      await eventually(async () => asked.length, (length) => length === 2);
      expect(asked).toEqual(Array(2).fill('GET 200 image/gif no-store null'));
    });
  });

  it('tells the core the day so far every hour, in the site’s own days, and keeps it until the day is over', async () => {
    await countsOf({ v: 1, s: 1, r: 0, g: 0 }, open);
    await fetch(`${wordpress.url}/wp-admin/admin-post.php`);
    expect(await wordpress.php("echo wp_get_schedule('warp_report_views');")).toBe('hourly');
    const earlier = `${COUNTS} $config = Warp\\Proxy\\Endpoint\\Config::read($settings->private_path() . '/config.php');`;
    await wordpress.php(`${earlier} foreach (array('v', 'v', 'v', 's', 'r', 'r', 'g') as $kind) { $counts->add($kind, time() - 2 * DAY_IN_SECONDS); }`);
    const days = Object.keys(await byDay());
    await wordpress.php("do_action('warp_report_views');");
    expect(told).toEqual([
      { day: days[0], rows: [{ renders: 3, script_page_views: 2, consent_declined: 1 }] },
      { day: days[1], rows: [{ renders: 1, script_page_views: 1, consent_declined: 0 }] },
    ]);
    expect(days[1]).toBe(await today());
    expect(Object.keys(await byDay())).toEqual([days[1]]);
  });

  it('keeps what the core does not take, for 30 days', async () => {
    await forget();
    await wordpress.php(`${COUNTS} $counts->add('v', time() - 29 * DAY_IN_SECONDS); $counts->add('v', time() - 32 * DAY_IN_SECONDS);`);
    core.behave('broken');
    await wordpress.php("do_action('warp_report_views');");
    core.behave('well');
    expect(Object.keys(await byDay())).toHaveLength(1);
    await wordpress.php("do_action('warp_report_views');");
    expect(told).toHaveLength(1);
    expect(await byDay()).toEqual({});
  });

  it.each([
    { why: 'the owner switches it off', change: () => choose({ off: ['loss'] }) },
    {
      why: 'events go by a route that starts WordPress',
      change: () => wordpress.php(`${SETTINGS} $settings->keep_chosen_rung('rest'); do_action('warp_test_proxy');`),
    },
  ])('asks for nothing when $why', async ({ change }) => {
    await change();
    const page = await browser.newPage({ userAgent: CHROME });
    const asked: string[] = [];
    page.on('request', (request) => /\?[a-z]{12}=/.test(request.url()) && asked.push(request.url()));
    await open(page);
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    expect(await page.locator('script[src*="/uploads/"]').count()).toBe(1);
    await page.close();
  });

  it('left the debug log empty', async () => {
    expect(await wordpress.debugLog()).toEqual([]);
  });
});
