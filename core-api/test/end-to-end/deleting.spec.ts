import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../wp-plugin/tests/wordpress/browser.js';
import { describeWith } from '../setup/capabilities.js';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';

const ADMIN = { email: 'admin@warp.local', password: 'a long enough password' };
const WAIT_MS = 30_000;

describeWith(['chromium'], 'an owner who deletes a site', () => {
  let warp: TestWarp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_ADMIN_EMAIL: ADMIN.email, WARP_ADMIN_PASSWORD: ADMIN.password });
    await warp.site();
    browser = await launchChromium();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(WAIT_MS);
    await page.goto(warp.url);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await warp?.stop();
  });

  it('types its name, finds it among the deleted ones, and restores it', async () => {
    await page.getByRole('link', { name: 'Sites' }).click();
    await page.getByRole('link', { name: 'Shop' }).click();
    await page.getByRole('button', { name: 'Delete site' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Shop' });
    const confirm = dialog.getByRole('button', { name: 'Delete site' });
    await dialog.getByLabel('Type “Shop” to confirm').fill('shop');
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Type “Shop” to confirm').fill('Shop');
    await confirm.click();

    await page.getByRole('heading', { name: 'Deleted' }).waitFor();
    expect(await page.getByRole('link', { name: 'Shop' }).count()).toBe(0);
    await page.getByRole('row', { name: /Shop.*Can be restored until/ }).getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('link', { name: 'Shop' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Deleted' }).count()).toBe(0);
  });
});
