import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import { bootShop, type Shop } from './shop.js';

/** What a consent tool puts at the top of every page, by Google's own snippet. */
const consentMode = (...commands: readonly string[]): string =>
  `window.dataLayer = window.dataLayer || []; window.gtag = function () { dataLayer.push(arguments); }; ${commands.join(' ')}`;

describeWith(['php', 'chromium'], 'Consent', () => {
  let plugin: BuiltPlugin;
  let shop: Shop;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let seen: number;

  /** Events of this test, and the requests that no consent covers show as well. */
  const events = () => shop.core.arrived.slice(seen);
  const settle = () => page.waitForTimeout(1_200);
  const stored = (): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));
  const visitCookie = async (): Promise<unknown> => {
    const { visit_cookie } = (await shop.json("echo wp_json_encode(get_option('warp_settings'));")) as { visit_cookie: string };
    const found = (await visitor.cookies()).find(({ name }) => name === visit_cookie);
    return found === undefined ? undefined : JSON.parse(decodeURIComponent(found.value));
  };
  const settings = (before_answer: string, without_analytics: string): Promise<string> =>
    shop.wordpress.php(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      $settings->keep_consent_choices(array('before_answer' => '${before_answer}', 'without_analytics' => '${without_analytics}'));
      do_action('warp_refresh_script');`);
  const consentType = (type: string): Promise<string> => shop.wordpress.php(`update_option('stand_in_consent_type', '${type}'); update_option('stand_in_consent_waits', false);`);
  const ids = { visitor_id: expect.stringMatching(/^[0-9a-f-]{36}$/), session_id: expect.stringMatching(/^[0-9a-f-]{36}$/) };

  beforeAll(async () => {
    plugin = await buildPlugin();
    [shop, browser] = await Promise.all([bootShop(plugin, { consentApi: true }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await plugin?.remove();
  });

  beforeEach(async () => {
    await Promise.all([settings('server', 'server'), consentType('')]);
    visitor = await browser.newContext();
    page = await visitor.newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    seen = shop.core.arrived.length;
  });
  afterEach(() => visitor.close());

  it('a site that asks nobody keeps to its own default', async () => {
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toMatchObject([{ event_type: 'page_view', consent: { analytics: true, marketing: false }, ...ids }]);
    const [{ visitor_id, session_id }] = events() as unknown as [{ visitor_id: string; session_id: string }];
    expect(await visitCookie()).toEqual({ a: 1, m: 0, v: visitor_id, s: session_id });
  });

  it.each([
    { before_answer: 'nothing', without_analytics: 'server', sent: [], cookie: undefined },
    { before_answer: 'nothing', without_analytics: 'cookieless', sent: [{ consent: { analytics: false, marketing: false } }], cookie: undefined },
    { before_answer: 'everything', without_analytics: 'server', sent: [{ consent: { analytics: true, marketing: true }, ...ids }], cookie: { a: 1, m: 1 } },
  ])('the owner’s choice goes before the core’s: before an answer $before_answer, without analytics $without_analytics', async ({ before_answer, without_analytics, sent, cookie }) => {
    await settings(before_answer, without_analytics);
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toMatchObject(sent);
    expect(events().some((event) => 'visitor_id' in event)).toBe(before_answer === 'everything');
    expect((await stored()).length > 0).toBe(before_answer === 'everything');
    if (cookie === undefined) expect(await visitCookie()).toBeUndefined();
    else expect(await visitCookie()).toMatchObject(cookie);
  });

  it('with a consent plugin nothing is stored and nothing leaves before the answer; then what was held goes, as far as was agreed', async () => {
    await consentType('optin');
    await page.goto(`${shop.wordpress.url}/?gclid=Cj0KCQ`);
    await settle();
    expect({ events: events(), stored: await stored(), cookie: await visitCookie() }).toEqual({ events: [], stored: [], cookie: { a: 0, m: 0 } });

    await page.evaluate("wp_set_consent('statistics', 'allow')");
    await settle();
    expect(events()).toMatchObject([{ event_type: 'page_view', consent: { analytics: true, marketing: false }, ...ids }]);
    expect(events()[0]).not.toHaveProperty('ids.gclid');
    expect(await visitCookie()).toMatchObject({ a: 1, m: 0 });

    await page.evaluate("wp_set_consent('marketing', 'allow')");
    await page.goto(`${shop.wordpress.url}/?gclid=Cj0KCQ&p=1`);
    await settle();
    expect(events()[1]).toMatchObject({ consent: { analytics: true, marketing: true }, ids: { gclid: 'Cj0KCQ' } });
    expect(await visitCookie()).toMatchObject({ a: 1, m: 1, c: { gclid: ['Cj0KCQ', expect.any(Number)] } });

    await page.evaluate("wp_set_consent('statistics', 'deny'); wp_set_consent('marketing', 'deny')");
    await settle();
    expect({ stored: await stored(), cookie: await visitCookie() }).toEqual({ stored: [], cookie: { a: 0, m: 0 } });
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toHaveLength(2);
  });

  it('where a consent plugin only takes refusals, visits are measured until one comes', async () => {
    await consentType('optout');
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toMatchObject([{ consent: { analytics: true, marketing: true } }]);
    await page.evaluate("wp_set_consent('statistics', 'deny')");
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toHaveLength(1);
  });

  it('waits where the consent plugin first finds out where the visitor is', async () => {
    await consentType('optout');
    await shop.wordpress.php("update_option('stand_in_consent_waits', true);");
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toEqual([]);
    await page.evaluate("window.wp_consent_type = 'optout'; document.dispatchEvent(new CustomEvent('wp_consent_type_defined'))");
    await settle();
    // What was held keeps the answer on marketing of its own time.
    expect(events()).toMatchObject([{ consent: { analytics: true, marketing: false } }]);
    expect(await visitCookie()).toMatchObject({ a: 1, m: 1 });
  });

  it('an optimiser that delays the consent plugin’s script delays the measurement, not the protection', async () => {
    await consentType('optin');
    await page.addInitScript(() => {
      // What optimisers do: the script stands in the page as text, and runs later.
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes) if (node instanceof HTMLScriptElement && node.src.includes('wp-consent-api')) node.type = 'text/delayed';
      }).observe(document, { childList: true, subtree: true });
    });
    await visitor.addCookies([{ name: 'wp_consent_statistics', value: 'allow', url: shop.wordpress.url }]);
    await page.goto(shop.wordpress.url);
    await settle();
    expect({ events: events(), stored: await stored() }).toEqual({ events: [], stored: [] });
    await page.evaluate(() => {
      const delayed = document.querySelector<HTMLScriptElement>('script[type="text/delayed"]');
      const script = document.createElement('script');
      script.src = delayed?.src ?? '';
      document.body.append(script);
    });
    await settle();
    await settle();
    expect(events()).toMatchObject([{ event_type: 'page_view', consent: { analytics: true, marketing: false } }]);
  });

  it.each([
    {
      mode: 'denied, and granted in part later',
      top: ["gtag('consent', 'default', {analytics_storage: 'denied', ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied'});"],
      then: "gtag('consent', 'update', {analytics_storage: 'granted', ad_storage: 'granted', ad_user_data: 'denied'})",
      before: [],
      after: [{ consent: { analytics: true, marketing: false } }],
    },
    {
      mode: 'granted to a returning visitor before the page is there',
      top: [
        "gtag('consent', 'default', {analytics_storage: 'denied', ad_storage: 'denied'});",
        "gtag('consent', 'update', {analytics_storage: 'granted', ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted'});",
      ],
      then: '0',
      before: [{ consent: { analytics: true, marketing: true } }],
      after: [{ consent: { analytics: true, marketing: true } }],
    },
    {
      mode: 'granted, but denied in some regions: the strictest',
      top: ["gtag('consent', 'default', {analytics_storage: 'denied', region: ['DE']}); gtag('consent', 'default', {analytics_storage: 'granted'});"],
      then: '0',
      before: [],
      after: [],
    },
    {
      mode: 'about advertising only: statistics stay at the site’s default',
      top: ["gtag('consent', 'default', {ad_storage: 'granted'});"],
      then: '0',
      before: [{ consent: { analytics: true, marketing: true } }],
      after: [{ consent: { analytics: true, marketing: true } }],
    },
  ])('follows Google’s consent mode: $mode', async ({ top, then, before, after }) => {
    await page.addInitScript(consentMode(...top));
    await page.goto(shop.wordpress.url);
    await settle();
    expect(events()).toMatchObject(before);
    expect((await stored()).length > 0).toBe(before.length > 0);
    await page.evaluate(then);
    await settle();
    expect(events()).toMatchObject(after);
  });

  it('reads pushes to the data layer without changing what they do for others', async () => {
    await page.goto(shop.wordpress.url);
    const result = await page.evaluate(() => {
      const { dataLayer } = window as unknown as { dataLayer: unknown[] };
      const length = dataLayer.length;
      return [dataLayer.push({ event: 'x' }, 'y') - length, ...dataLayer.slice(-2)];
    });
    expect(result).toEqual([2, { event: 'x' }, 'y']);
  });

  it('Global Privacy Control keeps marketing out of what PHP is told, whatever was agreed to', async () => {
    await settings('everything', 'server');
    await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true }));
    await page.goto(`${shop.wordpress.url}/?gclid=Cj0KCQ`);
    await settle();
    const cookie = await visitCookie();
    expect(cookie).toMatchObject({ a: 1, m: 0 });
    expect(cookie).not.toHaveProperty('c');
  });

  it('is registered with the WP Consent API, as are its cookies', async () => {
    // The first test of the rungs gives the proxy's cookie its name.
    await shop.wordpress.php("do_action('warp_test_proxy');");
    expect(
      await shop.json(`echo wp_json_encode(array(
        'registered' => apply_filters('wp_consent_api_registered_warp/warp.php', false),
        'cookies' => array_values($GLOBALS['stand_in_cookies']),
      ));`),
    ).toEqual({ registered: true, cookies: ['statistics', 'statistics'] });
  });

  it.each([
    { cookies: {}, headers: {}, type: '', gives: { analytics: true, marketing: false } },
    { cookies: {}, headers: {}, type: 'optin', gives: null },
    { cookies: { wp_consent_statistics: 'allow' }, headers: {}, type: 'optin', gives: { analytics: true, marketing: false } },
    { cookies: { wp_consent_statistics: 'allow', wp_consent_marketing: 'allow' }, headers: {}, type: 'optin', gives: { analytics: true, marketing: true } },
    { cookies: { wp_consent_statistics: 'allow', wp_consent_marketing: 'allow' }, headers: { HTTP_SEC_GPC: '1' }, type: 'optin', gives: { analytics: true, marketing: false } },
    { cookies: { wp_consent_statistics: 'deny' }, headers: {}, type: 'optout', gives: null },
    { cookies: { VISIT: '{"a":1,"m":1}' }, headers: {}, type: 'optin', gives: { analytics: true, marketing: true } },
    { cookies: { VISIT: '{"a":0,"m":0}' }, headers: {}, type: '', gives: null },
    { cookies: { VISIT: 'rubbish"\\' }, headers: {}, type: '', gives: { analytics: true, marketing: false } },
  ])('PHP knows of $cookies, $headers and a consent plugin of the type "$type": $gives', async ({ cookies, headers, type, gives }) => {
    await consentType(type);
    const consent = await shop.json(`
      $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
      foreach (json_decode('${JSON.stringify(cookies).replaceAll('\\', '\\\\')}', true) as $name => $value) {
        $_COOKIE['VISIT' === $name ? $settings->visit_cookie() : $name] = wp_slash($value);
      }
      $_SERVER += json_decode('${JSON.stringify(headers)}', true);
      $visit = Warp\\Events\\VisitReader::of_this_request($settings)->visit();
      echo wp_json_encode(null === $visit ? null : $visit->consent()->to_array());`);
    expect(consent).toEqual(gives);
  });

  it("left WordPress's debug log empty all the way", async () => {
    expect(await shop.wordpress.debugLog()).toEqual([]);
  });
});
