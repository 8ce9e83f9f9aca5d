import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../../tests/gallery.js';

describeWith(['chromium'], 'a data table', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  const open = async (example: string, width = 1280): Promise<{ page: Page; part: Locator; firstCells: () => Promise<string[]> }> => {
    const page = await gallery.open({ only: 'DataTable', example }, { viewport: { width, height: 900 }, acceptDownloads: true });
    const part = exampleOn(page, 'DataTable', example);
    return { page, part, firstCells: () => part.locator('tbody tr:not(.space) > td:first-child').allInnerTexts() };
  };

  it('is ordered by a click on a head, and turned by the second', async () => {
    const { part } = await open('rows that open');
    const visitors = part.getByRole('columnheader', { name: 'Visitors' });
    const numbers = async (): Promise<number[]> => (await part.locator('tbody td:nth-child(2)').allInnerTexts()).map((text) => Number(text.replace(',', '')));
    expect(await visitors.getAttribute('aria-sort')).toBe('descending');
    const descending = await numbers();
    expect(descending).toEqual([...descending].sort((a, b) => b - a));
    await visitors.getByRole('button').click();
    expect(await visitors.getAttribute('aria-sort')).toBe('ascending');
    expect(await numbers()).toEqual([...descending].reverse());
    await part.getByRole('columnheader', { name: 'Page' }).getByRole('button').click();
    expect(await visitors.getAttribute('aria-sort')).toBe('none');
  });

  it('opens a row by a click anywhere on it, and leaves a middle click to the browser', async () => {
    const { page, part } = await open('rows that open');
    await part.getByRole('row', { name: /page-5/ }).locator('td').last().click({ force: true });
    expect(await part.getByTestId('opened').innerText()).toBe('/page-5');
    expect(await part.getByRole('link', { name: '/page-5' }).getAttribute('aria-current')).toBe('true');
    const tab = page.context().waitForEvent('page');
    await part.getByRole('link', { name: '/page-6' }).click({ button: 'middle' });
    expect((await tab).url()).toContain('open=%2Fpage-6');
    expect(await part.getByTestId('opened').innerText()).toBe('/page-5');
  });

  it('gives what is shown as CSV, in its order', async () => {
    const { page, part } = await open('rows that open');
    await part.getByRole('columnheader', { name: 'Revenue' }).getByRole('button').click();
    const download = page.waitForEvent('download');
    await part.getByRole('button', { name: 'CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('pages.csv');
    const lines = readFileSync(await file.path(), 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('\ufeffPage,Visitors,Bounce rate,Revenue');
    const revenues = lines.slice(1).map((line) => Number(line.split(',').at(-1)));
    expect(revenues).toHaveLength(7);
    expect(revenues).toEqual([...revenues].sort((a, b) => b - a));
    expect(lines.some((line) => line.startsWith("'=cmd|calc,"))).toBe(true);
  });

  it('draws of 10,000 rows only those in sight, and reaches the last by keys', async () => {
    const { page, part } = await open('10,000 rows');
    const drawn = part.locator('tbody tr[data-index]');
    expect(await drawn.count()).toBeLessThan(40);
    expect(await part.getByRole('status').innerText()).toBe('1–10,000 of 10,000');
    expect(await part.getByRole('table').getAttribute('aria-rowcount')).toBe('10001');
    await part.getByRole('button', { name: '/page-1', exact: true }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'End']) await page.keyboard.press(key);
    await page.waitForFunction(() => document.activeElement?.textContent === '/page-10000');
    await page.keyboard.press('Enter');
    expect(await part.getByTestId('opened').innerText()).toBe('/page-10000');
    expect(await drawn.count()).toBeLessThan(40);
    // The head is still there.
    expect(await part.getByRole('columnheader', { name: 'Visitors' }).evaluate((head) => head.getBoundingClientRect().top - head.closest('.warp-table-scroll')!.getBoundingClientRect().top)).toBeLessThan(2);
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.activeElement?.textContent === '/page-1');
  });

  it('keeps the focus on a row that was scrolled out of sight', async () => {
    const { part } = await open('10,000 rows');
    const first = part.getByRole('button', { name: '/page-1', exact: true });
    await first.focus();
    await part.locator('.warp-table-scroll').evaluate((frame) => frame.scrollTo(0, 200_000));
    await part.locator('tr[data-index="4550"]').waitFor();
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('fetches more when its end comes in sight', async () => {
    const { part } = await open('more by scrolling');
    expect(await part.getByRole('status').innerText()).toBe('1–250 of 1,000');
    await part.locator('.warp-table-scroll').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
    await part.getByText('1–500 of 1,000').waitFor();
    await part.getByRole('button', { name: 'Load more' }).click();
    await part.getByText('1–750 of 1,000').waitFor();
  });

  it('goes page by page, to the last and no further', async () => {
    const { part, firstCells } = await open('page by page');
    expect(await part.getByRole('status').innerText()).toBe('1–5 of 12');
    await part.getByRole('button', { name: 'Next page' }).click();
    await part.getByRole('button', { name: 'Next page' }).click();
    expect(await part.getByRole('status').innerText()).toBe('11–12 of 12');
    expect(await firstCells()).toEqual(['/page-11', '/page-12']);
    expect(await part.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('is cards on a phone: each value with its name, nothing beyond the edge', async () => {
    const { page, part } = await open('rows that open', 360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const card = part.getByRole('row', { name: /page-5/ });
    expect(await card.locator('td').nth(1).evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('"Visitors"');
    expect(await card.locator('td').count()).toBe(3);
    await part.getByLabel('Sort by').selectOption({ label: 'Page ↑' });
    expect(await part.locator('tbody tr').first().innerText()).toContain('/a/long/path');
    await card.click();
    expect(await part.getByTestId('opened').innerText()).toBe('/page-5');
  });

  it('says that it loads, that it failed, and that there is nothing', async () => {
    expect(await (await open('loading')).part.getByRole('status').innerText()).toBe('Loading');
    const { part } = await open('failed');
    expect(await part.getByRole('alert').innerText()).toContain('did not answer within 30 seconds');
    expect(await part.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
    expect(await (await open('empty')).part.innerText()).toContain('The last view was on Oct 30.');
    expect(await (await open('fetching newer ones')).part.getByRole('table').getAttribute('aria-busy')).toBe('true');
  });
});
