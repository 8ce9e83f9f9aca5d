import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../wp-plugin/tests/wordpress/browser.js';
import { describeWith } from '../setup/capabilities.js';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';

const ADMIN = { email: 'admin@warp.local', password: 'a long enough password' };
const WAIT_MS = 45_000;

/** One more than a page of the list of sites. */
const SITES = 51;

describeWith(['chromium'], 'the dashboard', () => {
  let warp: TestWarp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let siteId: string;

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_DEMO: 'true', WARP_ADMIN_EMAIL: ADMIN.email, WARP_ADMIN_PASSWORD: ADMIN.password });
    siteId = (await warp.database.query<{ id: string }>('select id from sites'))[0]!.id;
    browser = await launchChromium();
    page = await logIn();
    context = page.context();
  });
  afterAll(async () => {
    await browser?.close();
    await warp?.stop();
  });
  beforeEach(() => context.unrouteAll());

  /** A browser that has nothing of the dashboard yet, logged in. */
  async function logIn(): Promise<Page> {
    const opened = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    opened.setDefaultTimeout(WAIT_MS);
    await opened.goto(warp.url);
    await opened.getByLabel('E-mail').fill(ADMIN.email);
    await opened.getByLabel('Password').fill(ADMIN.password);
    await opened.getByRole('button', { name: 'Log in' }).click();
    await opened.getByRole('heading', { name: 'Overview' }).waitFor();
    return opened;
  }

  it('answers each address of its own list when it is opened directly, with the page’s title', async () => {
    const routes = (await (await fetch(`${warp.url}/routes.json`)).json()) as { path: string; title: string }[];
    const titles: Record<string, string> = { '/sites/:siteId': 'Harbour Goods', '/sites/:siteId/events': 'Events · Harbour Goods' };
    for (const { path, title } of routes.filter(({ path: known }) => !known.includes(':destinationId'))) {
      const answer = await page.goto(`${warp.url}${path.replace(':siteId', siteId)}`);
      expect([path, answer!.status()]).toEqual([path, 200]);
      await page.waitForFunction((wanted) => document.title === wanted, `${titles[path] ?? title} · Warp`);
    }
  });

  it('says so where an address leads nowhere, and leads home', async () => {
    expect((await page.goto(`${warp.url}/no/such/page`))!.status()).toBe(404);
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const forPrograms = await fetch(`${warp.url}/api/no/such/route`, { headers: { accept: 'text/html' } });
    expect([forPrograms.status, forPrograms.headers.get('content-type')]).toEqual([404, expect.stringContaining('application/problem+json')]);
  });

  it('keeps a panel’s failure inside the panel, and draws it when it is tried again', async () => {
    let isBroken = true;
    await context.route('**/api/analytics/overview**', async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as object;
      await route.fulfill({ response, json: { ...body, ...(isBroken ? { top_sites: 'no list' } : {}) } });
    });
    await page.goto(warp.url);
    const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Top sites' }) });
    await card.getByText('This part stopped working').waitFor();
    await page.getByText('Page views', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    isBroken = false;
    await card.getByRole('button', { name: 'Try again' }).click();
    await card.getByText('This part stopped working').waitFor({ state: 'detached' });
  });

  it('says that a page’s code did not come, keeps the rest, and loads it when it is tried again', async () => {
    const fresh = await logIn();
    await fresh.route(/assets\/deliveries-[^/]+\.js/, (route) => route.abort());
    await fresh.getByRole('link', { name: 'Deliveries' }).click();
    await fresh.getByText('This could not be loaded').waitFor();
    await fresh.getByRole('link', { name: 'Overview', exact: true }).click();
    await fresh.getByRole('heading', { name: 'Overview' }).waitFor();
    await fresh.getByRole('link', { name: 'Deliveries' }).click();
    await fresh.getByText('This could not be loaded').waitFor();
    await fresh.unrouteAll();
    await fresh.getByRole('button', { name: 'Try again' }).click();
    await fresh.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await fresh.context().close();
  });

  it('says that a new version was installed when its code is gone for that reason', async () => {
    const fresh = await logIn();
    const asIs = await (await fetch(warp.url)).text();
    await fresh.route(`${warp.url}/`, (route) => route.fulfill({ contentType: 'text/html', body: asIs.replace(/index-[\w-]+\.js/, 'index-newer.js') }));
    await fresh.route(/assets\/deliveries-[^/]+\.js/, (route) => route.fulfill({ status: 404, json: {} }));
    await fresh.getByRole('link', { name: 'Deliveries' }).click();
    await fresh.getByText('Warp was updated').waitFor();
    await fresh.unrouteAll();
    await fresh.getByRole('button', { name: 'Reload' }).click();
    await fresh.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await fresh.context().close();
  });

  it('goes on with what it has while the core is away, says so, and goes back to normal by itself', async () => {
    await page.goto(warp.url);
    await page.getByText('Page views', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Sites', exact: true }).click();
    await page.getByRole('row', { name: /Harbour Goods/ }).waitFor();
    await context.route('**/api/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByText('Page views', { exact: true }).waitFor();
    await page.getByText('Warp has not answered since').waitFor();
    await page.getByRole('link', { name: 'Sites', exact: true }).click();
    await page.getByRole('row', { name: /Harbour Goods/ }).waitFor();
    await page.getByRole('link', { name: 'Enrichments', exact: true }).click();
    await page.getByText('Warp does not answer. Check the connection and try again.').waitFor();
    await context.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).last().click();
    await page.getByText('Warp does not answer.').waitFor({ state: 'detached' });
    await page.getByText('Warp has not answered since').waitFor({ state: 'detached' });
  });

  it('does not send a person to the log-in because the core is away', async () => {
    await context.route('**/api/**', (route) => route.abort());
    await page.goto(`${warp.url}/deliveries`);
    await page.getByText('Warp does not answer. Check the connection and try again.').waitFor();
    await context.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
  });

  it('asks before a draft is lost: on the way to another page, at closing a dialog, and in the browser', async () => {
    await page.goto(warp.url);
    await page.getByRole('link', { name: 'Sites', exact: true }).click();
    await page.getByRole('button', { name: 'Add site' }).click();
    const form = page.getByRole('dialog', { name: 'Add site' });
    await form.getByLabel('Name').fill('Half a');
    await form.getByRole('button', { name: 'Cancel' }).click();
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(await form.getByLabel('Name').inputValue()).toBe('Half a');

    await page.goBack();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(new URL(page.url()).pathname).toBe('/sites');
    const asked: string[] = [];
    page.once('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.evaluate('void setTimeout(() => location.reload())');
    await page.waitForTimeout(1_000);
    expect(asked).toEqual(['beforeunload']);
    expect(await form.getByLabel('Name').inputValue()).toBe('Half a');

    await form.getByRole('button', { name: 'Cancel' }).click();
    await question.getByRole('button', { name: 'Leave without saving' }).click();
    await form.waitFor({ state: 'detached' });
  });

  it('does not ask once the draft is saved', async () => {
    await page.goto(`${warp.url}/sites`);
    await page.getByRole('button', { name: 'Add site' }).click();
    await page.getByLabel('Name').fill('Whole');
    await page.getByLabel('Domain').fill('whole.example');
    await page.getByRole('dialog').getByRole('button', { name: 'Add site' }).click();
    await page.getByRole('heading', { name: 'Whole' }).waitFor();
    expect(await page.title()).toBe('Whole · Warp');
  });

  it('lists every site, page by page', async () => {
    const [{ agency_id }] = (await warp.database.query<{ agency_id: string }>('select agency_id from sites limit 1')) as [{ agency_id: string }];
    const [{ count }] = (await warp.database.query<{ count: number }>('select count(*)::int as count from sites')) as [{ count: number }];
    await warp.database.query(
      `insert into sites (agency_id, name, domain, script_id, secret)
       select $1, 'Many ' || lpad(n::text, 3, '0'), 'many' || n || '.example', 'many' || lpad(n::text, 8, '0'), (select secret from sites limit 1)
       from generate_series(1, $2::int) as n`,
      [agency_id, SITES - count],
    );
    await page.goto(`${warp.url}/sites`);
    await page.getByText(`50 of ${SITES}`).waitFor();
    expect(await page.locator('.table tbody tr').count()).toBe(50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.locator('.table tbody tr').nth(50).waitFor();
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await page.getByLabel('Search').fill('Many 007');
    await page.waitForURL('**/sites?search=Many+007');
    await page.getByRole('link', { name: 'Many 008' }).waitFor({ state: 'detached' });
    expect(await page.locator('.table tbody tr').count()).toBe(1);
  });

  it('shows by a person’s rights what they may do, whatever their role is called', async () => {
    await context.route('**/api/auth/me', async (route) => {
      const response = await route.fetch();
      const me = (await response.json()) as object;
      await route.fulfill({ response, json: { ...me, role: 'super_admin', rights: ['sites.read'] } });
    });
    await page.goto(`${warp.url}/sites`);
    await page.getByRole('link', { name: 'Many 001' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add site' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Enrichments' }).count()).toBe(0);
    await page.goto(`${warp.url}/enrichments`);
    await page.getByText('Your account has no access to this page').waitFor();
    await page.goto(`${warp.url}/sites/${siteId}`);
    await page.getByRole('heading', { name: 'Harbour Goods' }).waitFor();
    await page.getByText('No destination yet').waitFor();
    for (const name of ['Add destination', 'Delete site', 'New connection code']) expect([name, await page.getByRole('button', { name }).count()]).toEqual([name, 0]);
  });
});
