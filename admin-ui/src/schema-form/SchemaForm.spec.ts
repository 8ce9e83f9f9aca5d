import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../tests/gallery.js';

describeWith(['chromium'], 'a form drawn from a schema', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  const open = async (example: string): Promise<{ page: Page; part: Locator; sent: () => Promise<Record<string, unknown>> }> => {
    const page = await gallery.open({ only: 'SchemaForm', example });
    const part = exampleOn(page, 'SchemaForm', example);
    const sent = async (): Promise<Record<string, unknown>> => {
      await part.getByRole('button', { name: 'Save' }).click();
      return JSON.parse(await part.getByTestId('sent').innerText()) as Record<string, unknown>;
    };
    return { page, part, sent };
  };
  const describedBy = (control: Locator): Promise<string> =>
    control.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );

  it('begins with the defaults, and shows them', async () => {
    const { part, sent } = await open('new');
    expect(await sent()).toEqual({ kind: 'upload_clicks', mode: 'live', purposes: ['marketing'], limit: 1_000, debug: false, server: { address: 'https://www.google-analytics.com' } });
    expect(await part.getByLabel('Most events an hour').inputValue()).toBe('1000');
  });

  it('gives back what was filled in, as the schema wants it', async () => {
    const { page, part, sent } = await open('new');
    await part.getByLabel('Measurement ID').fill('G-ABC123DEF4');
    await part.getByLabel('API secret').fill('hush');
    const events = part.getByRole('combobox', { name: 'Events' });
    await events.fill('purchase');
    await events.press('Enter');
    await events.fill('sign_up, page_view');
    await part.getByLabel('Kind of conversions').selectOption('Counted by the Google tag');
    await part.getByRole('radio', { name: 'Test events only' }).check();
    await part.getByRole('checkbox', { name: 'Statistics' }).check();
    await part.getByLabel('Most events an hour').fill('');
    await part.getByLabel('Note').fill('one\ntwo');
    await part.getByRole('checkbox', { name: 'Show events in DebugView' }).check();
    await part.getByLabel('Account').selectOption('Shop Ltd (a-1)');
    await part.getByLabel('Region').selectOption('Eu');
    await part.getByRole('button', { name: 'Add mapping' }).click();
    // The focus is in what was added.
    await page.waitForFunction(() => document.activeElement?.closest('.warp-item') !== null);
    await page.keyboard.type('email');
    await part.getByLabel('Property').fill('mail');
    expect(await sent()).toEqual({
      measurement_id: 'G-ABC123DEF4',
      api_secret: 'hush',
      events: ['purchase', 'sign_up', 'page_view'],
      kind: 'webpage',
      mode: 'test',
      purposes: ['marketing', 'statistics'],
      note: 'one\ntwo',
      debug: true,
      account: 'a-1',
      server: { address: 'https://www.google-analytics.com', region: 'eu' },
      mappings: [{ from: 'email', to: 'mail', hash: true }],
    });
    expect(await part.getByText('Default: 1000.').isVisible()).toBe(true);
  });

  it('marks what has to be filled in, for eyes and readers', async () => {
    const { part } = await open('new');
    const marked = await part.locator('.warp-field:has(.warp-field-required) > .warp-field-head > label').allInnerTexts();
    expect(marked).toEqual(['Measurement ID', 'API secret', 'Events', 'Account']);
    expect(await part.getByLabel('Measurement ID').getAttribute('aria-required')).toBe('true');
    expect(await part.getByLabel('Note').getAttribute('aria-required')).toBeNull();
  });

  it('ties errors to their inputs and goes to the first', async () => {
    const { page, part } = await open('new');
    await part.getByRole('button', { name: 'Save' }).click();
    const id = part.getByLabel('Measurement ID');
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await id.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await describedBy(id)).toBe('A Measurement ID looks like G-ABC123DEF4. Admin › Data streams › your stream.');
    const address = part.getByLabel('Address');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(await describedBy(address)).toContain('An address begins with https://.');
    expect(await part.getByLabel('Region').getAttribute('aria-invalid')).toBeNull();
  });

  it('shows errors within lists at the list or its item, and others at the form', async () => {
    const { part } = await open('with errors');
    expect(await describedBy(part.getByRole('combobox', { name: 'Events' }))).toContain('The name of an event has no spaces.');
    expect(await describedBy(part.getByLabel('Property'))).toContain('Say which property it becomes.');
    expect(await part.getByRole('alert').innerText()).toBe('The setting “gone” does not exist any more.');
  });

  it('keeps a stored secret that nobody touched, and replaces it as a whole', async () => {
    const { page, part, sent } = await open('with errors');
    expect((await sent())['api_secret']).toBe('********');
    await part.getByLabel('API secret').focus();
    await page.keyboard.type('new');
    expect((await sent())['api_secret']).toBe('new');
  });

  it('takes back the last of several values by Backspace, and parts what is pasted', async () => {
    const { page, part, sent } = await open('with errors');
    const events = part.getByRole('combobox', { name: 'Events' });
    await events.focus();
    await page.keyboard.press('Backspace');
    expect(await events.inputValue()).toBe('not an event');
    await events.fill('');
    await events.evaluate((input) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'sign_up\npage_view, purchase');
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await part.getByRole('button', { name: 'Remove page_view' }).click();
    expect((await sent())['events']).toEqual(['purchase', 'sign_up']);
  });

  it('removes items of a list, and adds no more than the schema allows', async () => {
    const { part, sent } = await open('with errors');
    const add = part.getByRole('button', { name: 'Add mapping' });
    await add.click();
    await add.click();
    expect(await add.getAttribute('aria-disabled')).toBe('true');
    await part.getByRole('button', { name: 'Remove mapping 1' }).click();
    expect((await sent())['mappings']).toEqual([{ hash: true }, { hash: true }]);
  });
});
