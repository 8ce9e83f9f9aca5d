import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ADMIN_PASSWORD, ConnectedSite } from '../api/connected-site.js';
import { describeWith, programFor } from '../setup/capabilities.js';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';

/** The verifier and challenge of RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describeWith(['chromium'], 'connecting a WordPress in the browser', () => {
  let warp: TestWarp;
  let shop: ConnectedSite;
  /** Stands where wp-admin stands: any page will do. */
  let wordpress: Server;
  let admin: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_ADMIN_PASSWORD: ADMIN_PASSWORD });
    shop = await ConnectedSite.of(warp, { domain: 'localhost' });
    wordpress = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>wp-admin</title>'));
    await new Promise<void>((resolve) => wordpress.listen(0, '127.0.0.1', resolve));
    admin = `http://localhost:${(wordpress.address() as AddressInfo).port}/wp-admin/options-general.php?page=warp`;
    browser = await chromium.launch({
      executablePath: programFor('chromium')!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    wordpress?.closeAllConnections();
    wordpress?.close();
    await warp?.stop();
  });
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
  });

  /** Follows the plugin's link and logs in on the way. */
  async function ask(redirectUri: string): Promise<void> {
    const question = { response_type: 'code', client_id: 'wordpress', redirect_uri: redirectUri, code_challenge: CHALLENGE, code_challenge_method: 'S256', state: 'its own' };
    await page.goto(`${warp.url}/connect/wordpress?${new URLSearchParams({ ...question, site_url: 'http://localhost/', site_name: 'My shop' }).toString()}`);
    await page.getByLabel('E-mail').fill('admin@warp.local');
    await page.getByLabel('Password').fill(ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  it('takes a person from WordPress through the log-in and one decision back, with a code that opens the site', async () => {
    await ask(admin);
    await page.getByText(new URL(admin).origin).waitFor();
    expect(await page.getByLabel('Site in Warp').inputValue()).toBe(shop.site.id);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.waitForURL(`${admin}&code=*`);
    const { page: kept, code, state, iss } = Object.fromEntries(new URL(page.url()).searchParams);
    expect([kept, state, iss]).toEqual(['warp', 'its own', warp.url]);
    const form = { grant_type: 'authorization_code', code: code!, redirect_uri: admin, client_id: 'wordpress', code_verifier: VERIFIER };
    const answer = await fetch(`${warp.url}/api/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect(await answer.json()).toMatchObject({ site_id: shop.site.id, secret: shop.site.secret.toString('base64url') });
  });

  it('tells WordPress when the person declines', async () => {
    await ask(admin);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(`${admin}&error=access_denied*`);
  });

  it('leads nobody to a stranger’s pages', async () => {
    await ask('https://evil.example/wp-admin/');
    await page.getByLabel('Site in Warp').selectOption(shop.site.id);
    await page.getByText('has other domains').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForURL(`${warp.url}/`);
  });

  it('says what is wrong with a request that cannot be allowed', async () => {
    await ask('http://shop.example/wp-admin/');
    await page.getByText('redirect_uri must begin with https://').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('or hands out a code on the site’s page, once, and ends connections there', async () => {
    await ask(admin);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.goto(`${warp.url}/sites/${shop.site.id}`);
    await page.getByRole('button', { name: 'New connection code' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connection code' });
    const code = await dialog.locator('pre').textContent();
    const { token } = JSON.parse(Buffer.from(code!, 'base64url').toString()) as { token: string };
    const open = (): Promise<Response> => fetch(`${warp.url}/api/site`, { headers: { authorization: `Bearer ${token}` } });
    expect((await open()).status).toBe(200);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    page.on('dialog', (question) => void question.accept());
    // The newest stands first.
    await page.getByRole('button', { name: 'Revoke', exact: true }).first().click();
    await page.getByText('Revoked').first().waitFor();
    expect((await open()).status).toBe(401);
  });
});
