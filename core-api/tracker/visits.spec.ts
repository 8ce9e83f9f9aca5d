import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { renderTracker } from '../src/sites/tracker-script.js';
import { describeWith } from '../test/setup/capabilities.js';
import { call, html, pause, QUIET_MS, STUB, TAG, TRACKER_CONFIG, TRACKER_SOURCE, type TrackRecorder, Visitors } from '../test/stand-ins/track-recorder.js';

const UUID7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describeWith(['chromium'], 'what the script tells of a visit', () => {
  let visitors: Visitors;
  let site: TrackRecorder;

  beforeAll(async () => {
    visitors = await Visitors.start();
    site = visitors.site;
  });
  afterAll(() => visitors.close());
  afterEach(async () => {
    const { violations } = site;
    const faults = [...violations, ...visitors.errors];
    await visitors.leave();
    expect(faults).toEqual([]);
  });

  it('tells a page view once, in one plain-text request, with all that the wire has for it', async () => {
    await visitors.visit({ path: '/?utm_source=news#secret' });
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
    ['inlined', html(`${STUB}<script>${renderTracker(TRACKER_SOURCE, TRACKER_CONFIG)}</script>`)],
    ['glued behind an unfinished statement', html(`<script>var x=function(){return 1}${renderTracker(TRACKER_SOURCE, TRACKER_CONFIG)}</script>`)],
  ])('counts once when the script is loaded %s', async (_how, page) => {
    await visitors.visit({ page });
    await site.waitFor('page_view');
    // A second copy would have sent at nearly the same moment.
    await pause(300);
    expect(site.types).toEqual(['page_view']);
  });

  it('answers to another name, without touching window.warp', async () => {
    const page = await visitors.visit({ config: { global: 'metrics' }, page: html(TAG) });
    expect(await page.evaluate(() => ['warp' in window, typeof (window as unknown as { metrics: unknown }).metrics])).toEqual([false, 'function']);
    await page.evaluate(() => (window as unknown as { metrics: (...args: string[]) => void }).metrics('track', 'renamed'));
    await site.waitFor('renamed');
  });

  it('replays calls made before it was there, in order, the page view before the first event', async () => {
    const calls = `<script>window.early=warp;warp('set',{plan:'pro'});warp('consent',{marketing:false});warp('track','one');warp('set',{plan:'max'});warp('track','two',{plan:'own'})</script>`;
    const page = await visitors.visit({ page: html(STUB + calls + TAG) });
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
    const page = await visitors.visit();
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
    const page = await visitors.visit({ config: { hash_routing: true } });
    await page.evaluate(() => void (location.hash = '#/cart'));
    const views = await site.waitFor('page_view', 2);
    expect(views[1]?.page_url).toBe(`${site.url}/#/cart`);
  });

  it('counts a page that comes back out of the back/forward cache', async () => {
    const page = await visitors.visit();
    await site.waitFor('page_view');
    await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted })));
    await page.goto(`${site.url}/a`);
    await site.waitFor('page_view', 2);
    await page.evaluate(() => history.back());
    const views = await site.waitFor('page_view', 3);
    expect(await page.evaluate(() => (window as unknown as { persisted: boolean }).persisted)).toBe(true);
    expect(views.map(({ page_url }) => page_url.replace(site.url, ''))).toEqual(['/', '/a', '/']);
  });

  it('waits while the page is prerendered or hidden', async () => {
    const before = `window.state='hidden';window.pre=true;
      Object.defineProperty(document,'visibilityState',{get:()=>state});Object.defineProperty(document,'prerendering',{get:()=>pre})`;
    const page = await visitors.visit({ before });
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
    const page = await visitors.visit();
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
    const page = await visitors.visit({ before: cookies, path: '/?gclid=G-1&fbclid=F-1' });
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
    const page = await visitors.visit({ page: html(STUB + TAG, body) });
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
    const begun = Date.now();
    const page = await visitors.visit({ page: html(STUB + TAG, '<div style="height:5000px">') });
    await site.waitFor('page_view');
    await page.evaluate(() => scrollTo(0, 2500));
    await pause(1200);
    expect(site.requests).toHaveLength(1);
    await page.goto('about:blank');
    const [engagement] = await site.waitFor('user_engagement');
    expect(site.of('scroll').map(({ event_data }) => event_data['percent_scrolled'])).toEqual([25, 50]);
    const told = site.events.reduce((sum, { event_data }) => sum + Number(event_data['engagement_time_msec'] ?? 0), 0);
    expect(engagement?.event_data['engagement_time_msec']).toBeGreaterThanOrEqual(1000);
    expect(told).toBeLessThanOrEqual(Date.now() - begun);
    expect(site.requests).toHaveLength(2);
  });

  it('needs one request a page view while a visitor goes from page to page', async () => {
    const page = await visitors.visit({ page: html(STUB + TAG, '<a href="/a">a</a> <a id="b" href="/b">b</a>') });
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
    const page = await visitors.visit();
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
});
