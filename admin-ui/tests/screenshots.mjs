// Pictures of every page of a running Warp, at both widths, light and dark.
// node admin-ui/tests/screenshots.mjs <url> <email> <password> <folder> [390-dark]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [url, email, password, folder, only = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
for (const [width, height] of [[1280, 900], [390, 844]])
  for (const colorScheme of ['light', 'dark']) {
    if (!`${width}-${colorScheme}`.includes(only)) continue;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const faults = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    const shoot = async (name) => {
      await page.waitForTimeout(1_500);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) faults.push(`${name}: ${overflow} px too wide`);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    };
    await page.goto(url);
    await page.getByLabel('E-mail').waitFor();
    await shoot('login');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.waitForTimeout(500);
    await shoot('overview');
    await page.getByRole('link', { name: 'Sites' }).first().click();
    await page.getByRole('heading', { name: 'Sites' }).waitFor();
    await shoot('sites');
    await page.locator('.table td a').first().click();
    await page.locator('.snippet').waitFor();
    await shoot('site');
    await page.getByRole('link', { name: 'Events', exact: true }).click();
    await page.getByRole('heading', { name: 'Events' }).waitFor();
    await shoot('events');
    const event = page.locator('.row-button').first();
    if (await event.count()) {
      await event.click();
      await shoot('event');
      await page.getByRole('button', { name: 'Close' }).click();
    }
    await page.locator('.trail a').last().click();
    await page.locator('.snippet').waitFor();
    await page.waitForLoadState('networkidle');
    const known = page.locator('.destination .quiet-link').first();
    if (await known.count()) {
      await known.click();
      await page.getByRole('heading', { name: 'Rules' }).waitFor();
      await page.getByRole('button', { name: 'Add rule' }).click();
      await shoot('destination-rules');
      await page.locator('.trail a').last().click();
      await page.getByRole('button', { name: 'Leave without saving' }).click();
      await page.locator('.snippet').waitFor();
    }
    const add = page.getByRole('button', { name: 'Add destination' });
    if (await add.count()) {
      await add.click();
      await shoot('destination');
    }
    await page.goto(`${url}/deliveries`);
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await shoot('deliveries');
    await page.goto(`${url}/enrichments`);
    await page.getByRole('heading', { name: 'Enrichments' }).waitFor();
    await shoot('enrichments');
    await page.goto(`${url}/no/such/page`);
    await shoot('no-such-page');
    for (const fault of new Set(faults)) console.log(`${width} ${colorScheme}: ${fault}`);
    await failures(page, shoot);
    await context.close();
  }
await browser.close();

/** What a person sees when something fails. */
async function failures(page, shoot) {
  await page.route('**/api/analytics/overview**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), top_sites: 'no list' } });
  });
  await page.goto(url);
  await page.getByText('This part stopped working').waitFor();
  await shoot('panel-throws');
  await page.unrouteAll();

  await page.goto(url);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.route(/assets\/deliveries-[^/]+\.js/, (route) => route.abort());
  await page.getByRole('link', { name: 'Deliveries', exact: true }).first().click();
  await page.getByText('This could not be loaded').waitFor();
  await shoot('chunk-gone');
  await page.route(`${url}/`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/index-[\w-]+\.js/, 'index-newer.js') });
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('Warp was updated').waitFor();
  await shoot('new-version');
  await page.unrouteAll();

  await page.goto(url);
  await page.getByText('Page views', { exact: true }).waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.getByText('Warp has not answered since').waitFor();
  await shoot('core-away');
  await page.goto(url);
  await page.getByText('Warp does not answer').waitFor();
  await shoot('core-away-from-the-start');
  await page.unrouteAll();

  await page.goto(`${url}/sites`);
  await page.getByRole('button', { name: 'Add site' }).click();
  await page.getByLabel('Name').fill('Half a');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await shoot('leave-without-saving');
}
