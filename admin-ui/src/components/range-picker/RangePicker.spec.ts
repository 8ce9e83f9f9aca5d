import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../../tests/gallery.js';

describeWith(['chromium'], 'the range picker', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  const open = async (example = 'usual', lang = 'en-US'): Promise<{ page: Page; part: Locator; address: () => Promise<string> }> => {
    const page = await gallery.open({ only: 'RangePicker', example, lang });
    const part = exampleOn(page, 'RangePicker', example);
    return { page, part, address: () => part.getByTestId('address').innerText() };
  };
  const toggle = (part: Locator): Locator => part.locator('.warp-range-toggle');

  it('says which days a period comes to, in the site’s zone and not the browser’s', async () => {
    const { part } = await open();
    // The browser is in New York, where it is still the 27th.
    expect(await part.locator('.warp-range-days').innerText()).toMatch(/^Nov 1\s–\s28, 2026 · Europe\/Berlin$/);
  });

  it('chooses a period by click, and by its letter', async () => {
    const { page, part, address } = await open();
    await toggle(part).click();
    await part.getByRole('button', { name: 'Month to date' }).click();
    expect(await address()).toBe('?range=month');
    await toggle(part).click();
    await page.keyboard.press('y');
    expect(await address()).toBe('?range=year');
    expect(await toggle(part).innerText()).toBe('Year to date');
    expect(await part.getByRole('dialog').count()).toBe(0);
  });

  it('chooses days in the calendar, in whichever order', async () => {
    const { part, address } = await open();
    await toggle(part).click();
    await part.getByRole('button', { name: 'Tuesday, November 10, 2026' }).click();
    await part.getByRole('button', { name: 'Tuesday, November 3, 2026' }).click();
    expect(await address()).toBe('?from=2026-11-03&to=2026-11-10');
    expect(await part.getByRole('button', { name: 'Sunday, November 29, 2026' }).isDisabled()).toBe(true);
  });

  it('goes through the calendar by keys', async () => {
    const { page, part, address } = await open();
    await toggle(part).click();
    await part.getByRole('button', { name: 'Saturday, November 28, 2026' }).focus();
    // Left to the 27th, a week up, a month back, then Enter; Home goes to the week's first day, a Sunday here.
    for (const key of ['ArrowLeft', 'ArrowUp', 'PageUp', 'Enter', 'Home', 'Enter']) await page.keyboard.press(key);
    expect(await address()).toBe('?from=2026-10-18&to=2026-10-20');
  });

  it('takes typed days, and says what is wrong with others', async () => {
    const { part, address } = await open();
    await toggle(part).click();
    const [from, to] = [part.getByLabel('From'), part.getByLabel('To', { exact: true })];
    await from.fill('2026-02-30');
    await to.focus();
    expect(await from.getAttribute('aria-invalid')).toBe('true');
    expect(await part.getByText('Write a day as 2026-11-28.').isVisible()).toBe(true);
    expect(await address()).toBe('?');
    await from.fill('2026-02-28');
    await from.press('Enter');
    expect(await address()).toBe('?from=2026-02-28&to=2026-11-28');
  });

  it('shows what a comparison comes to before it is chosen, and aligns it', async () => {
    const { part, address } = await open();
    await toggle(part).click();
    const lastYear = part.getByRole('radio', { name: /Same period last year/ });
    expect(await part.locator('label', { hasText: 'Same period last year' }).innerText()).toMatch(/Nov 2\s–\s29, 2025/);
    await lastYear.check();
    expect(await address()).toBe('?compare=previous_year');
    await part.getByLabel('Match days of the week').uncheck();
    expect(await address()).toBe('?compare=previous_year&align=date');
    expect(await part.locator('.warp-range-compared').innerText()).toMatch(/Nov 1\s–\s28, 2025/);
    await part.getByRole('radio', { name: /Custom period/ }).check();
    expect(await address()).toBe('?compare=2025-11-01..2025-11-28');
    await part.getByRole('button', { name: 'Monday, November 3, 2025' }).click();
    await part.getByRole('button', { name: 'Wednesday, November 5, 2025' }).click();
    expect(await address()).toBe('?compare=2025-11-03..2025-11-05');
  });

  it('compares nothing with all time, and says why', async () => {
    const { part } = await open('all time');
    await toggle(part).click();
    expect(await part.getByRole('radio', { name: 'Previous period' }).isDisabled()).toBe(true);
    expect(await part.getByText('There is nothing before this period to compare it with.').isVisible()).toBe(true);
  });

  it('steps back and on, never into the future', async () => {
    const { part, address } = await open();
    expect(await part.getByRole('button', { name: 'Next period' }).getAttribute('aria-disabled')).toBe('true');
    await part.getByRole('button', { name: 'Previous period' }).click();
    expect(await address()).toBe('?from=2026-10-04&to=2026-10-31');
  });

  it('speaks German, with weeks from Monday', async () => {
    const { part } = await open('usual', 'de-AT');
    expect(await toggle(part).innerText()).toBe('Letzte 28 Tage');
    await toggle(part).click();
    expect(await part.locator('th').first().innerText()).toBe('Mo');
    expect(await part.locator('.warp-calendar-title').innerText()).toBe('November 2026');
  });
});
