import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../../tests/gallery.js';

describeWith(['chromium'], 'the filter bar', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  const open = async (example: string, width = 1280) => {
    const page = await gallery.open({ only: 'FilterBar', example }, { viewport: { width, height: 900 } });
    const part = exampleOn(page, 'FilterBar', example);
    return { page, part, address: () => part.getByTestId('address').innerText() };
  };

  it('adds a filter with several values, by their names and with their counts', async () => {
    const { part, address } = await open('no filter');
    await part.getByRole('button', { name: 'Filter', exact: true }).click();
    await part.getByRole('button', { name: 'Country' }).click();
    const germany = part.getByRole('checkbox', { name: /Germany/ });
    await germany.check();
    expect(await part.locator('label', { hasText: 'Germany' }).innerText()).toContain('5,210');
    await part.getByRole('checkbox', { name: /Austria/ }).check();
    await part.getByRole('button', { name: 'Apply' }).click();
    expect(await address()).toBe('?f=is,country,DE,AT');
    expect(await part.locator('.warp-chip-text').innerText()).toBe('Country is Germany or Austria');
  });

  it('takes what was typed where text is asked for, by Enter as well', async () => {
    const { part, address } = await open('no filter');
    await part.getByRole('button', { name: 'Filter', exact: true }).click();
    await part.getByRole('button', { name: 'Page' }).click();
    await part.getByRole('combobox', { name: 'Page' }).selectOption('contains');
    await part.getByRole('searchbox').fill('/docs, 2026');
    await part.getByRole('searchbox').press('Enter');
    await part.getByRole('button', { name: 'Apply' }).click();
    expect(await address()).toBe('?f=contains,page,/docs%2C%202026');
  });

  it('changes a chip in place, and Escape leaves it as it was', async () => {
    const { page, part, address } = await open('several filters');
    const before = await address();
    const chip = part.getByRole('button', { name: 'Page contains /blog', exact: true });
    await chip.click();
    await part.getByRole('combobox', { name: 'Page' }).selectOption('is_not');
    await page.keyboard.press('Escape');
    expect(await address()).toBe(before);
    expect(await chip.evaluate((element) => element === document.activeElement)).toBe(true);
    await chip.click();
    await part.getByRole('combobox', { name: 'Page' }).selectOption('contains_not');
    await part.getByRole('button', { name: 'Apply' }).click();
    expect(await address()).toContain('f=contains_not,page,/blog');
  });

  it('removes one filter, and all', async () => {
    const { part, address } = await open('several filters');
    await part.getByRole('button', { name: 'Remove filter: Country is Germany or Austria' }).click();
    expect(await address()).toBe('?f=contains,page,/blog&f=is_not,campaign,summer,winter,spring,autumn');
    expect(await part.locator('.warp-chip-text').nth(1).innerText()).toBe('Campaign is not summer, winter or 2 others');
    await part.getByRole('button', { name: 'Clear all' }).click();
    expect(await part.locator('.warp-chip').count()).toBe(0);
  });

  it('says when values cannot be suggested', async () => {
    const { part } = await open('no suggestions');
    await part.locator('.warp-chip-text').click();
    await part.getByText('The values could not be loaded.').waitFor();
  });

  it('keeps to one chip on a phone and says how many more there are', async () => {
    const { part } = await open('several filters', 390);
    expect(await part.locator('.warp-chip').count()).toBe(1);
    await part.getByRole('button', { name: '+2 more' }).click();
    expect(await part.locator('.warp-chip').count()).toBe(3);
  });
});
