import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../wp-plugin/tests/wordpress/browser.js';
import { describeWith } from '../setup/capabilities.js';
import { eventually, startTestWarp, type TestWarp } from '../setup/running-warp.js';
import { startHook, type Hook } from '../stand-ins/hook.js';

const ADMIN = { email: 'admin@warp.local', password: 'a long enough password' };

/** What the receiver reads of an event. */
interface Received {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_data: Readonly<Record<string, unknown>>;
}

describeWith(['chromium'], 'an owner who wonders about an event', () => {
  let warp: TestWarp;
  let hook: Hook;
  let browser: Browser;
  let page: Page;
  let site: { readonly id: string; readonly script_id: string };

  beforeAll(async () => {
    warp = await startTestWarp({ WARP_DEMO: 'true', WARP_ADMIN_EMAIL: ADMIN.email, WARP_ADMIN_PASSWORD: ADMIN.password });
    [hook, browser] = await Promise.all([startHook(), launchChromium()]);
    site = (await warp.database.query<typeof site>('select id, script_id from sites'))[0]!;
    await addDestination();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(45_000);
    await page.goto(warp.url);
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hook?.stop();
    await warp?.stop();
  });

  async function addDestination(): Promise<void> {
    const login = await fetch(`${warp.url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) });
    const { access_token } = (await login.json()) as { access_token: string };
    const made = await fetch(`${warp.url}/api/sites/${site.id}/destinations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({
        plugin: 'webhook',
        name: 'Orders',
        settings: { url: `${hook.url}/hook`, secret: 'a secret of the receiver' },
        events: { mode: 'selected', selected: ['purchase'] },
      }),
    });
    expect(made.status).toBe(201);
  }

  const order = (id: string, value: number) =>
    warp.track({
      script_id: site.script_id,
      event_id: id,
      event_type: 'purchase',
      page_url: `${warp.url}/demo/thanks`,
      visitor_id: 'v',
      event_data: { value, currency: 'EUR', transaction_id: id, coupon: 'MAY' },
    });

  const received = (): readonly Received[] => hook.requests.flatMap(({ body }) => (JSON.parse(body) as { events: Received[] }).events);

  it('sees of each whether it arrived, and why not', async () => {
    await warp.track({ script_id: site.script_id, event_id: 'view', event_type: 'page_view', page_url: `${warp.url}/demo`, visitor_id: 'v' });
    await order('order-1', 40.5);
    await eventually(() => warp.database.query('select 1 from deliveries where finished_at is not null'), (rows) => rows.length === 2);

    await page.getByRole('link', { name: 'Sites' }).click();
    await page.getByRole('link', { name: 'Harbour Goods' }).click();
    await page.getByRole('link', { name: 'Events' }).click();
    await page.getByRole('row', { name: /Purchase .* 1 arrived/ }).waitFor();
    await page.getByRole('row', { name: /Page view .* 1 left out/ }).waitFor();
    await page.getByRole('button', { name: 'Page view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Page view' });
    await dialog.getByText('This destination is not set to receive this event.').waitFor();
    await dialog.getByText(`${warp.url}/demo`).waitFor();
  });

  it('is shown the exact request, or that there is none', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Request' }).click();
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    await page.getByText('It is left out. This destination is not set to receive this event.').waitFor();
    const choices = page.getByLabel('Event', { exact: true });
    await choices.selectOption({ index: await choices.locator('option').evaluateAll((options) => options.findIndex(({ textContent }) => textContent?.startsWith('Purchase'))) });
    await page.locator('.request-line', { hasText: `${hook.url}/hook` }).waitFor();
    const shown = JSON.parse((await page.locator('.request pre').textContent()) ?? '') as { events: Received[] };
    expect(shown.events).toMatchObject([{ event_id: 'order-1', event_type: 'purchase', event_data: { value: 40.5, currency: 'EUR', coupon: 'MAY' } }]);
    expect(await page.locator('body').textContent()).not.toContain('a secret of the receiver');
  });

  it('adds a rule, and is told which field is wrong', async () => {
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByLabel('Which events').fill('purchase');
    await page.getByRole('button', { name: 'Add condition' }).click();
    const condition = page.getByRole('group', { name: 'Condition 1' });
    await condition.getByLabel('Field').fill('user.email');
    await condition.getByLabel('Test').selectOption('is more than');
    await condition.getByLabel('Value').fill('50');
    await page.getByLabel('Send as').fill('order');
    await page.getByLabel('Remove parameters').fill('coupon');
    await page.getByRole('button', { name: 'Save' }).click();
    await condition.getByText('field must be a field of the event').waitFor();
    await condition.getByLabel('Field').fill('event_data.value');
    await page.getByRole('button', { name: 'Set a parameter' }).click();
    const parameter = page.getByRole('group', { name: 'Parameter 1' });
    await parameter.getByLabel('Parameter', { exact: true }).fill('amount');
    await parameter.getByLabel('To what').selectOption('to the field');
    await parameter.getByLabel('Field').fill('event_data.value');
    await page.getByText('purchase where event_data.value is more than 50').waitFor();
  });

  it('tries it on the stored events before anything changes', async () => {
    await order('order-2', 90);
    await eventually(() => Promise.resolve(hook.accepted), (accepted) => accepted.includes('order-2'));
    await page.getByRole('button', { name: 'Try on the last 100', exact: true }).click();
    await page.getByText('1 of 3 events change').waitFor();
    const difference = page.locator('.difference', { hasText: 'order-2' });
    await difference.getByText('is sent differently').waitFor();
    expect(await difference.locator('.gone').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('"event_type": "purchase"'), expect.stringContaining('"coupon": "MAY"')]));
    expect(await difference.locator('.new').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('"event_type": "order"'), expect.stringContaining('"amount": 90')]));
    const [saved] = await warp.database.query<{ events: object }>('select events from destinations');
    expect(saved!.events).toEqual({ mode: 'selected', selected: ['purchase'] });
  });

  it('saves it, and the next event arrives by it', async () => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your changes are not saved yet.').waitFor({ state: 'detached' });
    await order('order-3', 75);
    await order('order-4', 20);
    await eventually(() => Promise.resolve(hook.accepted), (accepted) => accepted.includes('order-3') && accepted.includes('order-4'));
    const find = (id: string) => received().find(({ event_id }) => event_id === id);
    expect(find('order-3')).toMatchObject({ event_type: 'order', event_data: { amount: 75, value: 75, currency: 'EUR' } });
    expect(find('order-3')!.event_data).not.toHaveProperty('coupon');
    expect(find('order-4')).toMatchObject({ event_type: 'purchase', event_data: { coupon: 'MAY' } });
  });

  it('sends again what failed, once its cause is mended', async () => {
    hook.behave({ is: 'answering', status: 422 });
    await order('order-5', 60);
    await eventually(() => warp.database.query('select 1 from dead_letters'), (rows) => rows.length === 1);
    await page.getByRole('link', { name: 'Deliveries' }).click();
    const failed = page.locator('.letter-groups li', { hasText: 'The platform refused the request with status 422.' });
    await failed.getByText('1 of 1 can still be sent: it takes events of at most 7 days').waitFor();
    hook.behave();
    await failed.getByRole('button', { name: 'Send again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send again to Orders' });
    const figure = (words: string) => dialog.locator('.figure', { hasText: words }).locator('b').textContent();
    expect([await figure('event failed'), await figure('can still be sent'), await figure('are too old')]).toEqual(['1', '1', '0']);
    expect(hook.accepted).not.toContain('order-5');
    await dialog.getByRole('button', { name: 'Send 1 event again' }).click();
    await dialog.getByText('It arrived at Orders.').waitFor();
    expect(hook.accepted).toContain('order-5');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Nothing failed').waitFor();
  });
});
