import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { describeWith, programFor } from '../setup/capabilities.js';
import { BROWSER, eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';

const PASSWORD = 'a long enough password';
const EMAIL = 'admin@warp.local';

describeWith(['chromium'], 'the content security policy', () => {
  let warp: TestWarp;
  let browser: Browser;
  /** What the browser refused, on any page. */
  const refused: string[] = [];

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_DEMO: 'true', WARP_ADMIN_EMAIL: EMAIL, WARP_ADMIN_PASSWORD: PASSWORD });
    browser = await chromium.launch({
      executablePath: programFor('chromium')!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--user-agent=${BROWSER['user-agent']}`],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await warp?.stop();
  });

  const open = async (): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.on('console', (message) => {
      if (/Content.Security.Policy|violates/i.test(message.text())) refused.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => refused.push(`${page.url()}: ${error.message}`));
    return page;
  };

  it.each(['/', '/demo', '/demo/cart', '/sites', '/api/sites', '/nowhere'])('of %s allows nothing written into the page, and connections to the own origin only', async (path) => {
    const policy = (await fetch(`${warp.url}${path}`)).headers.get('content-security-policy') ?? '';
    const directives = Object.fromEntries(policy.split(';').map((directive) => directive.trim().split(' ')).map(([name, ...sources]) => [name!, sources] as const));
    expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)|\*|https?:(?!\/\/127)/);
    expect(directives['connect-src']).toEqual(["'self'", warp.url.replace('http', 'ws')]);
    expect(directives).toMatchObject({ 'object-src': ["'none'"], 'base-uri': ["'none'"], 'default-src': ["'self'"], 'script-src-attr': ["'none'"] });
  });

  it('refuses nothing that the demonstration shop needs: a visit up to the order is stored', async () => {
    const shop = await open();
    await shop.goto(`${warp.url}/demo`);
    await shop.getByText('Harbour Mug').click();
    await shop.getByRole('button', { name: 'Add to cart' }).click();
    await shop.getByRole('link', { name: 'Cart' }).click();
    await shop.getByText('€18.00').first().waitFor();
    await shop.getByRole('link', { name: 'Check out' }).click();
    await shop.getByRole('button', { name: 'Buy now' }).click();
    await shop.waitForURL('**/demo/thanks');
    const stored = () => warp.database.query<{ event_type: string }>('select distinct event_type from events');
    const types = await eventually(stored, (rows) => rows.some(({ event_type }) => event_type === 'purchase'));
    expect(types.map(({ event_type }) => event_type).sort()).toEqual(expect.arrayContaining(['add_to_cart', 'begin_checkout', 'page_view', 'purchase', 'view_cart', 'view_item', 'view_item_list']));
    expect(refused).toEqual([]);
  });

  it('refuses nothing that the dashboard needs: charts, the map, live figures, forms and their style', async () => {
    const dashboard = await open();
    await dashboard.goto(warp.url);
    await dashboard.getByLabel('E-mail').fill(EMAIL);
    await dashboard.getByLabel('Password').fill(PASSWORD);
    await dashboard.getByRole('button', { name: 'Log in' }).click();
    await dashboard.getByRole('heading', { name: 'Overview' }).waitFor();
    await dashboard.getByTitle('Connected').waitFor();
    await dashboard.getByRole('link', { name: 'Sites' }).click();
    await dashboard.getByRole('link', { name: 'Harbour Goods' }).click();
    await dashboard.getByRole('button', { name: 'Add destination' }).click();
    await dashboard.getByLabel('Measurement ID').waitFor();
    // Styles that are made at run time: those handed over as sheets, and in each style element its rules.
    expect(await dashboard.evaluate<number>("document.adoptedStyleSheets.filter(({ cssRules }) => cssRules.length > 0).length")).toBeGreaterThan(0);
    expect(await dashboard.evaluate<string[]>("[...document.querySelectorAll('style')].filter(({ sheet }) => (sheet?.cssRules.length ?? 0) === 0).map(({ outerHTML }) => outerHTML)")).toEqual([]);
    expect(await dashboard.evaluate<number>("document.querySelectorAll('style').length")).toBeGreaterThan(0);
    for (const path of ['/deliveries', '/enrichments', '/sites', '/']) {
      await dashboard.goto(`${warp.url}${path}`);
      await dashboard.getByRole('heading').first().waitFor();
      await dashboard.waitForLoadState('networkidle');
    }
    expect(refused).toEqual([]);
  });

  it('refuses a script and a style that got into a page', async () => {
    const page = await open();
    await page.goto(`${warp.url}/demo`);
    const before = refused.length;
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=\"p\" style=\"color: rgb(1, 2, 3)\">x</p><img src=\"/x\" onerror=\"window.ran = true\">')");
    await page.evaluate("document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
    expect(await page.evaluate("[window.ran, getComputedStyle(document.getElementById('p')).color]")).not.toContain('rgb(1, 2, 3)');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(refused.length).toBeGreaterThan(before);
  });
});
