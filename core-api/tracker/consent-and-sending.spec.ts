import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../test/setup/capabilities.js';
import { call, html, pause, QUIET_MS, stored, STUB, TAG, type TrackRecorder, Visitors } from '../test/stand-ins/track-recorder.js';

const UUID7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describeWith(['chromium'], 'what the script may send, and how it arrives', () => {
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

  it('asks for nothing before consent; a grant sends what was held, and keeps the first click', async () => {
    const page = await visitors.visit({ config: { consent: { analytics: false, marketing: false, without_analytics: 'nothing' } }, path: '/?gclid=G-2' });
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
    expect(view?.timestamp).toBeLessThan(grantedAt - QUIET_MS);
    expect([view?.consent, free?.consent]).toEqual([{ analytics: true, marketing: false }, { analytics: true, marketing: true }]);
    expect([view?.ids?.['gclid'], free?.ids?.['gclid']]).toEqual([undefined, 'G-2']);
    expect(view?.session_id).toBe(free?.session_id);
  });

  it('forgets everything on withdrawal, and the click ids when only marketing is withdrawn', async () => {
    const page = await visitors.visit({ path: '/?gclid=G-3' });
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
    const page = await visitors.visit({ config, before: "document.cookie='_ga=GA1.1.1.2'", path: '/?gclid=G-4' });
    await call(page, 'identify', 'u-1', { email: 'ada@example.com' });
    await call(page, 'track', 'bought', {}, { user: { email: 'ada@example.com' } });
    const [bought] = await site.waitFor('bought');
    for (const field of ['visitor_id', 'session_id', 'user_id', 'ids', 'user']) expect(bought).not.toHaveProperty(field);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  it('takes Global Privacy Control for refused marketing, whatever the page says', async () => {
    const page = await visitors.visit({ before: "Object.defineProperty(navigator,'globalPrivacyControl',{value:true});document.cookie='_fbp=fb.1.1.1'", path: '/?gclid=G-5' });
    await call(page, 'consent', { marketing: true });
    await call(page, 'track', 'x');
    const [event] = await site.waitFor('x');
    expect(event).toMatchObject({ consent: { analytics: true, marketing: false }, ids: {} });
  });

  it('does nothing at all under Do Not Track', async () => {
    const page = await visitors.visit({ before: "Object.defineProperty(navigator,'doNotTrack',{value:'1'})" });
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
    const page = await visitors.visit({ before });
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
  });

  it('survives a Content-Security-Policy that forbids the request', async () => {
    const page = await visitors.visit({ page: html(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">${STUB}${TAG}`) });
    await pause(QUIET_MS);
    expect(await stored(page)).toContain('page_view');
    expect(site.types).toEqual([]);
  });

  it('keeps events while offline and sends them unchanged when the network is back', async () => {
    const page = await visitors.visit();
    await site.waitFor('page_view');
    await page.context().setOffline(true);
    const at = Date.now();
    await call(page, 'track', 'offline');
    await pause(QUIET_MS);
    const kept = await page.evaluate(() => JSON.parse(localStorage['warp_shop1_unsent'] as string) as { event_id: string }[]);
    await page.context().setOffline(false);
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
    const page = await visitors.visit();
    await pause(QUIET_MS);
    site.status = 202;
    await page.goto('about:blank');
    await pause(100);
    await page.goto(`${site.url}/a`);
    await site.waitFor('page_view', expected.length);
    await pause(200);
    expect(site.of('page_view').map(({ event_type }) => event_type)).toEqual(expected);
  });

  it('keeps no more than a hundred unsent events, the newest', async () => {
    const page = await visitors.visit({ page: html(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">${STUB}${TAG}`) });
    await page.evaluate(() => {
      for (let number = 1; number <= 130; number += 1) (window as unknown as { warp: (...args: unknown[]) => void }).warp('track', `e${number}`);
    });
    await pause(QUIET_MS);
    const kept = await page.evaluate(() => JSON.parse(localStorage['warp_shop1_unsent'] as string) as { event_type: string }[]);
    expect([kept.length, kept[99]?.event_type]).toEqual([100, 'e130']);
  });

  it('cuts a batch that is too big for a request that outlives the page', async () => {
    const page = await visitors.visit();
    for (let number = 1; number <= 3; number += 1) await call(page, 'track', 'big', { text: 'ü'.repeat(15_000) });
    await page.goto('about:blank');
    await site.waitFor('big', 1);
    await pause(200);
    for (const { body } of site.requests) expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(65_536);
  });
});
