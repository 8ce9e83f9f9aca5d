import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { renderTracker, type TrackerConfig } from '../src/sites/tracker-script.js';
import { describeWith, programFor } from '../test/setup/capabilities.js';
import { pause, TrackRecorder } from '../test/stand-ins/track-recorder.js';

const SOURCE = readFileSync(new URL('dist/tracker.js', import.meta.url), 'utf8');
const STUB = '<script>window.warp=window.warp||function(){(warp.q=warp.q||[]).push(arguments)}</script>';
const TAG = '<script defer src="/w.js"></script>';
const UUID7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const CONFIG: TrackerConfig = {
  script_id: 'shop1',
  endpoint: '/collect',
  global: 'warp',
  consent: { analytics: true, marketing: true, without_analytics: 'nothing' },
  cookieless: false,
  respect_gpc: true,
  respect_dnt: true,
  hash_routing: false,
  outbound: true,
  downloads: 'pdf|zip',
  forms: true,
  scroll: [25, 50, 75, 90],
  engagement: true,
};
/** More than one sending delay, less than two. */
const QUIET_MS = 1100;

const html = (head: string, body = ''): string => `<!doctype html><title>Shop</title>${head}<body>${body}`;

describeWith(['chromium'], 'the tracking script in a browser', () => {
  let browser: Browser;
  let site: TrackRecorder;
  let context: BrowserContext;
  let errors: string[];

  beforeAll(async () => {
    const executablePath = programFor('chromium') ?? '/usr/bin/chromium';
    const args = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
    browser = await chromium.launch({ executablePath, args: args.split(' '), headless: true });
    site = await TrackRecorder.start();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  afterEach(async () => {
    const violations = [...site.violations];
    await context.close();
    await pause(50);
    site.clear();
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
  });

  const configure = (change: Partial<TrackerConfig>): void => site.serve('/w.js', renderTracker(SOURCE, { ...CONFIG, ...change }));

  /** A fresh visitor opens a page of the site. */
  async function visit(options: { config?: Partial<TrackerConfig>; page?: string; path?: string; before?: string } = {}): Promise<Page> {
    configure(options.config ?? {});
    for (const path of ['/', '/a', '/b']) site.serve(path, options.page ?? html(STUB + TAG));
    context = await browser.newContext();
    errors = [];
    if (options.before) await context.addInitScript(options.before);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(site.url + (options.path ?? '/'));
    return page;
  }
  const call = (page: Page, ...args: unknown[]): Promise<void> =>
    page.evaluate((list) => (window as unknown as { warp: (...args: unknown[]) => void }).warp(...list), args);
  const stored = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie);

  it('tells a page view once, in one plain-text request, with all that the wire has for it', async () => {
    await visit({ path: '/?utm_source=news#secret' });
    const [view] = await site.waitFor('page_view');
    await pause(QUIET_MS);
    expect(site.types).toEqual(['page_view']);
    expect(site.requests[0]).toMatchObject({ method: 'POST', contentType: expect.stringContaining('text/plain') });
    expect(site.requests[0]?.body).toMatchObject({ script_id: 'shop1', screen: '1280x720', language: 'en-US' });
    expect(Math.abs(Number(site.requests[0]?.body['sent_at']) - Date.now())).toBeLessThan(5000);
    expect(view).toMatchObject({ page_url: `${site.url}/?utm_source=news`, page_title: 'Shop', consent: { analytics: true, marketing: true } });
    for (const id of [view?.event_id, view?.visitor_id, view?.session_id]) expect(id).toMatch(UUID7);
  });

  it.each([
    ['async', html(`${STUB}<script async src="/w.js"></script>`)],
    ['without a stub', html(TAG)],
    ['twice', html(STUB + TAG + TAG)],
    ['delayed until after load', html(`${STUB}<script>setTimeout(()=>{const s=document.createElement('script');s.src='/w.js';document.body.append(s)},300)</script>`)],
    ['inlined', html(`${STUB}<script>${renderTracker(SOURCE, CONFIG)}</script>`)],
    ['glued behind an unfinished statement', html(`<script>var x=function(){return 1}${renderTracker(SOURCE, CONFIG)}</script>`)],
  ])('counts once when the script is loaded %s', async (_how, page) => {
    await visit({ page });
    await site.waitFor('page_view');
    await pause(QUIET_MS);
    expect(site.types).toEqual(['page_view']);
  });

  it('answers to another name, without touching window.warp', async () => {
    const page = await visit({ config: { global: 'metrics' }, page: html(TAG) });
    expect(await page.evaluate(() => ['warp' in window, typeof (window as unknown as { metrics: unknown }).metrics])).toEqual([false, 'function']);
    await page.evaluate(() => (window as unknown as { metrics: (...args: string[]) => void }).metrics('track', 'renamed'));
    await site.waitFor('renamed');
  });

  it('replays calls made before it was there, in order, the page view before the first event', async () => {
    const calls = `<script>window.early=warp;warp('set',{plan:'pro'});warp('consent',{marketing:false});warp('track','one');warp('set',{plan:'max'});warp('track','two',{plan:'own'})</script>`;
    const page = await visit({ page: html(STUB + calls + TAG) });
    await page.evaluate(() => (window as unknown as { early: (...args: string[]) => void }).early('track', 'three'));
    await site.waitFor('three');
    expect(site.events.map(({ event_type, event_data }) => [event_type, event_data['plan']])).toEqual([
      ['page_view', 'pro'],
      ['one', 'pro'],
      ['two', 'own'],
      ['three', 'max'],
    ]);
    expect(site.of('page_view')[0]?.consent).toEqual({ analytics: true, marketing: false });
    expect(site.requests).toHaveLength(1);
  });

  it('follows single-page navigation once per new address, with the title the page sets afterwards', async () => {
    const page = await visit();
    await page.evaluate(() => {
      history.pushState({}, '', '/one');
      document.title = 'One';
      history.replaceState({ again: true }, '', '/one');
      history.pushState({}, '', '/one#part');
    });
    await site.waitFor('page_view', 2);
    await page.goBack();
    await page.goBack();
    await site.waitFor('page_view', 3);
    expect(site.of('page_view').map(({ page_url, page_title, referrer }) => [page_url, page_title, referrer].map((text) => text?.replace(site.url, '')))).toEqual([
      ['/', 'Shop', ''],
      ['/one', 'One', '/'],
      ['/', 'One', '/one'],
    ]);
  });

  it('counts a changed fragment only where fragments are pages', async () => {
    const page = await visit({ config: { hash_routing: true } });
    await page.evaluate(() => void (location.hash = '#/cart'));
    const views = await site.waitFor('page_view', 2);
    expect(views[1]?.page_url).toBe(`${site.url}/#/cart`);
  });

  it('counts a page that comes back out of the back/forward cache', async () => {
    const page = await visit();
    await site.waitFor('page_view');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await site.waitFor('page_view', 2);
  });

  it('waits while the page is prerendered or hidden', async () => {
    const before = `window.state='hidden';window.pre=true;
      Object.defineProperty(document,'visibilityState',{get:()=>state});Object.defineProperty(document,'prerendering',{get:()=>pre})`;
    const page = await visit({ before });
    await call(page, 'track', 'early');
    await pause(QUIET_MS);
    expect(site.types).toEqual([]);
    await page.evaluate("state='visible';document.dispatchEvent(new Event('visibilitychange'))");
    await pause(QUIET_MS);
    expect(site.types).toEqual([]);
    await page.evaluate("pre=false;document.dispatchEvent(new Event('prerenderingchange'))");
    await site.waitFor('early');
    expect(site.types).toEqual(['page_view', 'early']);
  });

  it('keeps visitor and session over pages; a new campaign or half an hour of silence starts a session', async () => {
    const page = await visit();
    const [first] = await site.waitFor('page_view');
    await page.goto(`${site.url}/a?utm_source=news&utm_campaign=may`);
    const [, campaign] = await site.waitFor('page_view', 2);
    await page.reload();
    const [, , reloaded] = await site.waitFor('page_view', 3);
    await page.evaluate(() => {
      const visit = JSON.parse(localStorage['warp_shop1'] as string) as { at: number };
      localStorage['warp_shop1'] = JSON.stringify({ ...visit, at: visit.at - 31 * 60_000 });
    });
    await call(page, 'track', 'late');
    const [late] = await site.waitFor('late');
    expect(new Set([first, campaign, reloaded, late].map((event) => event?.visitor_id)).size).toBe(1);
    expect(campaign?.session_id).not.toBe(first?.session_id);
    expect(reloaded?.session_id).toBe(campaign?.session_id);
    expect(late?.session_id).not.toBe(campaign?.session_id);
  });

  it.each([
    ['GS1', 'GS1.1.1690000001.3.1.1690000500.0.0.0'],
    ['GS2', 'GS2.1.s1690000001$o3$g1$t1690000500$j60$l0$h0'],
  ])('reads the ids of Google (%s) and Meta, and keeps click ids for later pages', async (_form, session) => {
    const cookies = `document.cookie='_ga=GA1.1.1234567890.1680000000';document.cookie='_ga_AB12CD=${session}';document.cookie='_fbp=fb.1.1690000000000.987'`;
    const page = await visit({ before: cookies, path: '/?gclid=G-1&fbclid=F-1' });
    const [view] = await site.waitFor('page_view');
    const expected = { ga_client_id: '1234567890.1680000000', ga_session_id: '1690000001', fbp: 'fb.1.1690000000000.987', gclid: 'G-1' };
    expect(view?.ids).toMatchObject({ ...expected, fbc: expect.stringMatching(/^fb\.1\.\d{13}\.F-1$/) });
    await page.goto(`${site.url}/a`);
    const [, next] = await site.waitFor('page_view', 2);
    expect(next?.ids).toEqual(view?.ids);
    await page.evaluate(() => void (document.cookie = '_fbc=fb.1.1.own'));
    await page.evaluate(() => {
      const visit = JSON.parse(localStorage['warp_shop1'] as string) as { clicks: Record<string, [string, number]> };
      visit.clicks['gclid'] = ['G-1', Date.now() - 91 * 86_400_000];
      localStorage['warp_shop1'] = JSON.stringify(visit);
    });
    await call(page, 'track', 'later');
    const [later] = await site.waitFor('later');
    expect(later?.ids?.['gclid']).toBeUndefined();
    expect(later?.ids?.['fbc']).toBe('fb.1.1.own');
  });

  it('records outbound links, downloads and forms by GA4’s names, and nothing that was typed', async () => {
    const body = `<a id="out" href="https://other.example/x" onclick="return false">o</a><a id="own" href="/files/Plan.PDF" onclick="return false">d</a>
      <a id="mail" href="mailto:a@b.example" onclick="return false">m</a>
      <form id="f" name="contact" action="/send?token=1" onsubmit="return false"><input name="action" value="private"><button>go</button></form>`;
    const page = await visit({ page: html(STUB + TAG, body) });
    for (const target of ['#out', '#own', '#mail', 'button']) await page.click(target);
    await site.waitFor('form_submit');
    const without = ({ engagement_time_msec: _ms, ...rest }: Readonly<Record<string, unknown>>): object => rest;
    expect(site.events.slice(1).map(({ event_type, event_data }) => [event_type, without(event_data)])).toEqual([
      ['click', { link_url: 'https://other.example/x', link_domain: 'other.example', outbound: true }],
      ['file_download', { file_name: 'Plan.PDF', file_extension: 'PDF', link_url: `${site.url}/files/Plan.PDF` }],
      ['form_submit', { form_id: 'f', form_name: 'contact', form_destination: `${site.url}/send` }],
    ]);
    expect(JSON.stringify(site.requests)).not.toContain('private');
  });

  it('sends scroll depth and engagement time with the last request of the page', async () => {
    const page = await visit({ page: html(STUB + TAG, '<div style="height:5000px">') });
    await site.waitFor('page_view');
    await page.evaluate(() => scrollTo(0, 2500));
    await pause(QUIET_MS);
    expect(site.requests).toHaveLength(1);
    await page.goto('about:blank');
    const [engagement] = await site.waitFor('user_engagement');
    expect(site.of('scroll').map(({ event_data }) => event_data['percent_scrolled'])).toEqual([25, 50]);
    const told = site.events.reduce((sum, { event_data }) => sum + Number(event_data['engagement_time_msec'] ?? 0), 0);
    expect(engagement?.event_data['engagement_time_msec']).toBeGreaterThan(900);
    expect(told).toBeLessThan(6000);
    expect(site.requests).toHaveLength(2);
  });

  it('needs one request a page view while a visitor goes from page to page', async () => {
    const page = await visit({ page: html(STUB + TAG, '<a href="/a">a</a> <a id="b" href="/b">b</a>') });
    for (const [count, link] of [[1, 'a'], [2, '#b']] as const) {
      await site.waitFor('page_view', count);
      await pause(QUIET_MS);
      await page.click(link);
    }
    await site.waitFor('page_view', 3);
    expect(site.requests).toHaveLength(3);
    expect(site.types).toEqual(['page_view', 'user_engagement', 'page_view', 'user_engagement', 'page_view']);
  });

  it('carries the person, own event ids and a copy of the parameters', async () => {
    const page = await visit();
    await call(page, 'identify', 'u-7', { email: 'ada@example.com' });
    await page.evaluate(() => {
      const warp = (window as unknown as { warp: (...args: unknown[]) => void }).warp;
      const data = { value: 5, currency: 'EUR' };
      warp('track', 'purchase', data, { event_id: 'purchase:shop1:9', user: { phone: '+49301' } });
      data.value = 6;
    });
    const [purchase] = await site.waitFor('purchase');
    expect(purchase).toMatchObject({ event_id: 'purchase:shop1:9', user_id: 'u-7', user: { email: 'ada@example.com', phone: '+49301' }, event_data: { value: 5 } });
  });

  it('asks for nothing before consent; a grant sends what was held, and keeps the first click', async () => {
    const page = await visit({ config: { consent: { analytics: false, marketing: false, without_analytics: 'nothing' } }, path: '/?gclid=G-2' });
    await call(page, 'track', 'held');
    await pause(QUIET_MS);
    expect(site.types).toEqual([]);
    expect(await stored(page)).toBe('{}');
    const grantedAt = Date.now();
    await call(page, 'consent', { analytics: true, marketing: true });
    await call(page, 'track', 'free');
    await site.waitFor('free');
    expect(site.types).toEqual(['page_view', 'held', 'free']);
    const [view, , free] = site.events;
    expect(view?.timestamp).toBeLessThan(grantedAt - 1000);
    expect([view?.consent, free?.consent]).toEqual([{ analytics: true, marketing: false }, { analytics: true, marketing: true }]);
    expect([view?.ids?.['gclid'], free?.ids?.['gclid']]).toEqual([undefined, 'G-2']);
    expect(view?.session_id).toBe(free?.session_id);
  });

  it('forgets everything on withdrawal, and the click ids when only marketing is withdrawn', async () => {
    const page = await visit({ path: '/?gclid=G-3' });
    await site.waitFor('page_view');
    expect(await stored(page)).toContain('G-3');
    await call(page, 'consent', { marketing: false });
    expect(await page.evaluate(() => (JSON.parse(localStorage['warp_shop1'] as string) as { clicks: object }).clicks)).toEqual({});
    await call(page, 'consent', { analytics: false });
    expect(await stored(page)).toBe('{}');
    await call(page, 'track', 'after');
    await pause(QUIET_MS);
    expect(site.types).toEqual(['page_view']);
  });

  it.each([
    ['cookieless by the site', { cookieless: true }],
    ['cookieless because analytics is refused', { consent: { analytics: false, marketing: false, without_analytics: 'cookieless' as const } }],
  ])('stores nothing and sends no ids: %s', async (_why, config) => {
    const page = await visit({ config, before: "document.cookie='_ga=GA1.1.1.2'", path: '/?gclid=G-4' });
    await call(page, 'identify', 'u-1', { email: 'ada@example.com' });
    await call(page, 'track', 'bought', {}, { user: { email: 'ada@example.com' } });
    const [bought] = await site.waitFor('bought');
    for (const field of ['visitor_id', 'session_id', 'user_id', 'ids', 'user']) expect(bought).not.toHaveProperty(field);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it('takes Global Privacy Control for refused marketing, whatever the page says', async () => {
    const page = await visit({ before: "Object.defineProperty(navigator,'globalPrivacyControl',{value:true});document.cookie='_fbp=fb.1.1.1'", path: '/?gclid=G-5' });
    await call(page, 'consent', { marketing: true });
    await call(page, 'track', 'x');
    const [event] = await site.waitFor('x');
    expect(event).toMatchObject({ consent: { analytics: true, marketing: false }, ids: {} });
  });

  it('does nothing at all under Do Not Track', async () => {
    const page = await visit({ before: "Object.defineProperty(navigator,'doNotTrack',{value:'1'})" });
    await call(page, 'consent', { analytics: true, marketing: true });
    await call(page, 'track', 'x');
    await pause(QUIET_MS);
    expect(site.types).toEqual([]);
    expect(await stored(page)).toBe('{}');
  });

  it.each([
    ['storage is blocked', "Object.defineProperty(window,'localStorage',{get(){throw new DOMException('no','SecurityError')}})"],
    ['cookies are blocked', "Object.defineProperty(document,'cookie',{get(){throw new DOMException('no','SecurityError')}})"],
    ['there is no crypto', "Object.defineProperty(window,'crypto',{value:undefined})"],
    ['prototypes are frozen', '[Object,Array,Function,History,String].forEach((type)=>Object.freeze(type.prototype));Object.freeze(history)'],
    ['history was replaced', "history.pushState=function(){};history.replaceState=null"],
    ['there is no beacon', 'navigator.sendBeacon=undefined'],
  ])('goes on, and throws nothing into the page, when %s', async (_what, before) => {
    const page = await visit({ before });
    await call(page, 'track');
    await call(page, 'nonsense', 1);
    await page.evaluate(() => {
      const loop: Record<string, unknown> = {};
      loop['self'] = loop;
      (window as unknown as { warp: (...args: unknown[]) => void }).warp('track', 'cyclic', loop);
    });
    await call(page, 'track', 'fine');
    const [fine] = await site.waitFor('fine');
    expect(fine?.event_id).toMatch(UUID7);
    expect(fine?.session_id).toBe(site.of('page_view')[0]?.session_id);
    site.violations.length = 0;
  });

  it('survives a Content-Security-Policy that forbids the request', async () => {
    const page = await visit({ page: html(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">${STUB}${TAG}`) });
    await pause(QUIET_MS);
    expect(await stored(page)).toContain('page_view');
    expect(site.types).toEqual([]);
  });

  it('keeps events while offline and sends them unchanged when the network is back', async () => {
    const page = await visit();
    await site.waitFor('page_view');
    await context.setOffline(true);
    const at = Date.now();
    await call(page, 'track', 'offline');
    await pause(QUIET_MS);
    const kept = await page.evaluate(() => JSON.parse(localStorage['warp_shop1_unsent'] as string) as { event_id: string }[]);
    await context.setOffline(false);
    const [offline] = await site.waitFor('offline');
    expect(offline?.event_id).toBe(kept[0]?.event_id);
    expect(Math.abs((offline?.timestamp ?? 0) - at)).toBeLessThan(500);
    expect(await page.evaluate(() => 'warp_shop1_unsent' in localStorage)).toBe(false);
  });

  it.each([
    [503, ['page_view', 'page_view']],
    [429, ['page_view', 'page_view']],
    [400, ['page_view']],
  ])('after status %d the next page sends %j', async (status, expected) => {
    site.status = status;
    const page = await visit();
    await pause(QUIET_MS);
    site.status = 202;
    await page.goto('about:blank');
    await pause(100);
    await page.goto(`${site.url}/a`);
    await site.waitFor('page_view', expected.length);
    await pause(QUIET_MS);
    expect(site.of('page_view').map(({ event_type }) => event_type)).toEqual(expected);
  });

  it('keeps no more than a hundred unsent events, the newest', async () => {
    const page = await visit({ page: html(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">${STUB}${TAG}`) });
    await page.evaluate(() => {
      for (let number = 1; number <= 130; number += 1) (window as unknown as { warp: (...args: unknown[]) => void }).warp('track', `e${number}`);
    });
    await pause(QUIET_MS);
    const kept = await page.evaluate(() => JSON.parse(localStorage['warp_shop1_unsent'] as string) as { event_type: string }[]);
    expect([kept.length, kept[99]?.event_type]).toEqual([100, 'e130']);
  });

  it('cuts a batch that is too big for a request that outlives the page', async () => {
    const page = await visit();
    for (let number = 1; number <= 3; number += 1) await call(page, 'track', 'big', { text: 'ü'.repeat(15_000) });
    await page.goto('about:blank');
    await site.waitFor('big', 1);
    await pause(200);
    for (const { body } of site.requests) expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(65_536);
  });
});
