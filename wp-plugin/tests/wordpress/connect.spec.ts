import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { launchChromium } from './browser.js';
import { buildPlugin } from './build-plugin.js';
import { SITE } from './site-answers.js';
import { startStandInCore, type StandInCore } from './stand-in-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

interface Kept {
  readonly core: string;
  readonly script_id: string;
  readonly secret: string;
  readonly token: string;
}

describeWith(['php', 'chromium'], 'Connecting a WordPress to its core', () => {
  let wordpress: WordPressSite;
  let core: StandInCore;
  let browser: Browser;
  let owner: BrowserContext;
  let page: Page;
  const settings = (): string => `${wordpress.url}/wp-admin/options-general.php?page=warp-settings`;
  const callback = (): string => `${wordpress.url}/wp-admin/admin-post.php?action=warp_connected`;
  const notice = (): Promise<string> => page.locator('#setting-error-warp_result').innerText();
  const kept = async (): Promise<Kept | null> => JSON.parse(await wordpress.php("echo json_encode(get_option('warp_settings')['connection'] ?? null);")) as Kept | null;
  /** As far as the core's page. */
  const begin = async (address = core.url): Promise<void> => {
    await page.goto(settings());
    await page.getByLabel('Address of your Warp server').fill(address);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  };
  const state = (): string => core.connect.asked.at(-1)?.get('state') ?? '';
  const disconnected = async (): Promise<void> => {
    await wordpress.php("$kept = get_option('warp_settings'); $kept['connection'] = null; update_option('warp_settings', $kept);");
  };

  beforeAll(async () => {
    const plugin = await buildPlugin();
    [wordpress, core, browser] = await Promise.all([bootWordPress({ suite: 'trixie', plugins: { warp: plugin.folder } }), startStandInCore(), launchChromium()]);
    await plugin.remove();
    core.siteAnswers.set('/api/site', SITE);
    await wordpress.php("activate_plugin('warp/warp.php'); update_option('blogname', 'Tea & Töpfe');");
    owner = await browser.newContext();
    page = await owner.newPage();
    page.setDefaultTimeout(45_000);
    await wordpress.login(owner);
  });
  afterAll(async () => {
    await browser?.close();
    await core?.stop();
    await wordpress?.stop();
  });
  beforeEach(() => {
    core.behave('well');
    core.connect.mode = 'well';
    core.connect.issuer = undefined;
  });

  it('sends the owner to the page of the server they name, with what OAuth and PKCE ask for', async () => {
    await begin(`${core.url}/`);
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    expect(new URL(page.url()).origin).toBe(core.url);
    expect(Object.fromEntries(core.connect.asked.at(-1) ?? [])).toEqual({
      response_type: 'code',
      client_id: 'wordpress',
      redirect_uri: callback(),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      site_url: wordpress.url,
      site_name: 'Tea & Töpfe',
    });
    expect(await kept()).toBeNull();
  });

  it('is connected when the owner allows it: token kept, script on the pages, nothing of the attempt left', async () => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).click();
    expect(await notice()).toContain('Connected. The script is now part of your pages.');
    expect(page.url()).toBe(settings());
    const [token] = [...core.connect.tokens];
    expect(await kept()).toEqual({ core: core.url, script_id: core.scriptId, secret: Buffer.alloc(32, 7).toString('base64url'), token });
    expect(await (await fetch(`${wordpress.url}/`)).text()).toContain('nowprocket');
    expect(await wordpress.php("global $wpdb; echo $wpdb->get_var(\"SELECT COUNT(*) FROM $wpdb->usermeta WHERE meta_key LIKE '%warp%'\");")).toBe('0');
    expect(await page.content()).not.toContain(token);
  });

  it('shows the site as the server has it: name, domains, last event, events today, destinations and why one is paused', async () => {
    await page.goto(settings());
    const status = page.locator('[data-warp-part*="warp_site_status"]');
    await status.getByText('Test shop (shop.example, www.shop.example)').waitFor();
    const text = await status.innerText();
    expect(text).toMatch(/Last event\s+5 minutes ago/);
    expect(text).toMatch(/Events today\s+1,912/);
    expect(text).toContain('GA4: All 223 events of the last hour were delivered.');
    expect(text).toContain('Meta: The access token is over.');
    expect(text).toContain('Old hook: Switched off.');
  });

  it('does not let the screen wait for a server that does not answer, and says so in its place', async () => {
    await wordpress.php("global $wpdb; $wpdb->query(\"DELETE FROM $wpdb->options WHERE option_name LIKE '%warp_figures_%'\");");
    core.behave('hanging');
    const asked = core.requests.length;
    expect((await owner.request.get(settings())).ok()).toBe(true);
    expect(core.requests).toHaveLength(asked);
    core.behave('broken');
    await page.goto(settings());
    await page.locator('[data-warp-part*="warp_site_status"]').getByText('The Warp server gave the unexpected answer 500.').waitFor();
  });

  it('gives the token back when the owner disconnects, and does not wait for a server that never answers', async () => {
    await page.goto(settings());
    await page.getByRole('button', { name: 'Disconnect' }).click();
    expect(await notice()).toContain('Disconnected.');
    expect(core.connect.tokens.size).toBe(0);
    expect(await kept()).toBeNull();

    await begin();
    await page.getByRole('link', { name: 'Allow' }).click();
    await notice();
    core.connect.mode = 'silent';
    await page.goto(settings());
    await page.getByRole('button', { name: 'Disconnect' }).click();
    expect(await notice()).toContain('Disconnected.');
    expect(await kept()).toBeNull();
  });

  it('gives the former token back when the site is connected anew', async () => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).click();
    await notice();
    const before = (await kept())?.token;
    await page.getByText('Connect anew, or to another server').click();
    expect(await page.getByLabel('Address of your Warp server').inputValue()).toBe(core.url);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    await notice();
    const after = (await kept())?.token;
    expect(after).not.toBe(before);
    expect(core.connect.tokens.has(before ?? '')).toBe(false);
    expect(core.connect.tokens.has(after ?? '')).toBe(true);
    await disconnected();
  });

  it('stays unconnected when the owner declines', async () => {
    await begin();
    await page.getByRole('link', { name: 'Decline' }).click();
    expect(await notice()).toContain('Not connected: the request was declined on the Warp server.');
    expect(await page.getByLabel('Address of your Warp server').inputValue()).toBe(core.url);
    expect(await kept()).toBeNull();
  });

  it('follows no answer with a state of somebody else, and lets the owner go on with their own', async () => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    const url = page.url();
    await page.goto(`${callback()}&code=stolen&state=${'A'.repeat(43)}&iss=${encodeURIComponent(core.url)}`);
    expect(await notice()).toContain('does not belong to a connection that you began here');
    expect(await kept()).toBeNull();
    await page.goto(url);
    await page.getByRole('link', { name: 'Allow' }).click();
    expect(await notice()).toContain('Connected.');
    await disconnected();
  });

  it('follows an answer once, and none that takes longer than ten minutes', async () => {
    await begin();
    const answered = page.waitForRequest((request) => request.url().startsWith(callback()));
    await page.getByRole('link', { name: 'Allow' }).click();
    const answer = (await answered).url();
    await notice();
    await disconnected();
    await page.goto(answer);
    expect(await notice()).toContain('took longer than ten minutes, or was answered before');
    expect(await kept()).toBeNull();

    await begin();
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    await wordpress.php("$key = $GLOBALS['wpdb']->get_blog_prefix() . 'warp_connect'; $kept = get_user_meta(1, $key, true); $kept['begun_at'] -= 601; update_user_meta(1, $key, $kept);");
    await page.getByRole('link', { name: 'Allow' }).click();
    expect(await notice()).toContain('took longer than ten minutes');
    expect(await kept()).toBeNull();
  });

  it('takes no code from another server than the one that was named', async () => {
    core.connect.issuer = 'http://127.0.0.1:9';
    await begin();
    await page.getByRole('link', { name: 'Allow' }).click();
    expect(await notice()).toContain('another server answered than the one you named');
    expect(await kept()).toBeNull();
  });

  it.each([
    { mode: 'broken', sentence: 'The Warp server gave the unexpected answer 500.' },
    { mode: 'silent', sentence: 'The Warp server could not be reached: ' },
    { mode: 'foreign', sentence: 'it is not a Warp server' },
  ] as const)('says so when the token endpoint is $mode', async ({ mode, sentence }) => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    core.connect.mode = mode;
    await page.getByRole('link', { name: 'Allow' }).click({ timeout: 20_000 });
    await page.waitForURL(`${settings()}**`, { timeout: 20_000 });
    expect(await notice()).toContain(sentence);
    expect(await kept()).toBeNull();
  });

  it('does not exchange a code that was used already', async () => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    await page.goto(`${callback()}&code=used&state=${state()}&iss=${encodeURIComponent(core.url)}`);
    expect(await notice()).toContain('The Warp server no longer accepts this connection');
    expect(await kept()).toBeNull();
  });

  it.each([
    { address: 'my server', sentence: 'this is no web address', kept: 'my server' },
    { address: 'http://warp.example.com', sentence: 'it must begin with https', kept: 'http://warp.example.com' },
    { address: 'https://me:secret@warp.example.com', sentence: 'leave out user name', kept: '' },
    { address: 'http://127.0.0.1:9', sentence: 'The Warp server could not be reached: ', kept: 'http://127.0.0.1:9' },
  ])('refuses the address “$address” on the spot, and keeps what was typed but a password', async ({ address, sentence, kept: again }) => {
    await begin(address);
    expect(await notice()).toContain(sentence);
    expect(await page.getByLabel('Address of your Warp server').inputValue()).toBe(again);
    expect(new URL(page.url()).origin).toBe(wordpress.url);
  });

  it('knows a web site that is no Warp server, before the owner is sent there', async () => {
    await begin(wordpress.url);
    expect(await notice()).toContain('it is not a Warp server');
  });

  it('lets nobody else bring an answer: a subscriber is refused, and a visitor logs in first', async () => {
    await begin();
    await page.getByRole('link', { name: 'Allow' }).waitFor();
    const answer = `${callback()}&code=c&state=${state()}&iss=${encodeURIComponent(core.url)}`;
    const asked = core.requests.length;
    const reader = await browser.newContext();
    await wordpress.login(reader, 'reader');
    expect((await reader.request.get(answer, { maxRedirects: 0 })).status()).toBe(403);
    for (const action of ['warp_site_status', 'warp_client_address', 'warp_begin_test_visit', 'warp_test_visit_steps']) {
      expect((await reader.request.get(`${wordpress.url}/wp-admin/admin-ajax.php?action=${action}`)).status()).toBe(403);
      expect((await owner.request.get(`${wordpress.url}/wp-admin/admin-ajax.php?action=${action}&_wpnonce=forged0000`)).status()).toBe(403);
    }
    const visitor = await fetch(answer, { redirect: 'manual' });
    expect(visitor.headers.get('location')).toMatch(/\/wp-login\.php\?redirect_to=.*state%3D/);
    expect(core.requests.length).toBe(asked);
    expect(await kept()).toBeNull();
    await reader.close();
  });

  it('takes the server’s address from WARP_CORE_URL, whatever is posted', async () => {
    await wordpress.configure(`define('WARP_CORE_URL', '${core.url}');`);
    await page.goto(settings());
    const field = page.getByLabel('Address of your Warp server');
    expect(await field.inputValue()).toBe(core.url);
    expect(await field.getAttribute('readonly')).not.toBeNull();
    await page.getByText('Set by the constant WARP_CORE_URL.').waitFor();
    await field.evaluate((input) => ((input as unknown as { value: string }).value = 'https://evil.example.com'));
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('link', { name: 'Allow' }).click();
    expect(await notice()).toContain('Connected.');
    expect((await kept())?.core).toBe(core.url);
  });

  it('neither connects nor disconnects where WARP_CONNECTION_CODE decides', async () => {
    await wordpress.configure(`define('WARP_CONNECTION_CODE', '${core.connectionCode}');`);
    await page.goto(settings());
    await page.getByText('Set by the constant WARP_CONNECTION_CODE.').waitFor();
    expect(await page.getByRole('button', { name: /onnect$/ }).count()).toBe(0);
    await wordpress.configure('');
  });

  it('tells Site Health what is known, and hides from the copy what names the site', async () => {
    const info = JSON.parse(
      await wordpress.php(
        "require_once ABSPATH . 'wp-admin/includes/class-wp-debug-data.php'; echo wp_json_encode(apply_filters('debug_information', array())['warp']['fields']);",
      ),
    ) as Record<string, { value: string; private?: boolean }>;
    expect(info).toMatchObject({ version: { value: '0.1.0' }, connected: { value: 'yes' }, way: { value: 'file' }, waiting_events: { value: 0 }, site: { private: true } });
    expect(info['last_contact']?.value).toMatch(/^\d{4}-\d\d-\d\dT/);
    const copied = JSON.stringify(Object.values(info).filter((field) => field.private !== true));
    for (const secret of [core.scriptId, ...core.connect.tokens, Buffer.alloc(32, 7).toString('base64url')]) expect(copied).not.toContain(secret);
  });

  it('leaves WordPress’ log empty', async () => expect(await wordpress.debugLog()).toEqual([]));
});
