import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from './gallery.js';

describeWith(['chromium'], 'every component, in every state', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  /** What axe finds, as one reads it. */
  const findings = async (page: Page): Promise<readonly string[]> => {
    const { violations } = await new AxeBuilder({ page })
      .options({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, resultTypes: ['violations'], preload: false })
      .analyze();
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary ?? ''}`));
  };

  const VIEWS = [
    [1280, 'light'],
    [1280, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const;
  it.each(VIEWS)('is accessible at %i px, %s', async (width, theme) => {
    const page = await gallery.open({ theme }, { viewport: { width, height: 900 } });
    await page.locator('canvas[width]').first().waitFor();
    await page.waitForTimeout(300);
    expect(await findings(page)).toEqual([]);
  });

  it.each<[string, string, (part: Locator) => Promise<void>]>([
    [
      'RangePicker',
      'compared',
      async (part) => {
        await part.locator('.warp-range-toggle').click();
        await part.getByRole('dialog', { name: 'Choose a period' }).waitFor();
      },
    ],
    [
      'FilterBar',
      'several filters',
      async (part) => {
        await part.locator('.warp-chip-text').first().click();
        await part.getByRole('checkbox', { name: /Germany/ }).waitFor();
      },
    ],
    [
      'Chart',
      'compared, today unfinished',
      async (part) => {
        await part.getByRole('button', { name: 'Table' }).click();
        await part.getByRole('table').waitFor();
      },
    ],
  ])('%s (%s) is accessible when it is open, in light and dark', async (only, example, unfold) => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await gallery.open({ only, example, theme });
      await unfold(exampleOn(page, only, example));
      expect(await findings(page)).toEqual([]);
    }
  });

  it.each([1280, 390, 360])('fits a page of %i px', async (width) => {
    const page = await gallery.open({}, { viewport: { width, height: 900 } });
    await page.waitForTimeout(500);
    const tooWide = await page.evaluate(() =>
      [...document.querySelectorAll('[data-example] *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && element.closest('.warp-skeleton-group, .warp-table-scroll, .warp-chart-plot, .warp-chip-text') === null)
        .map((element) => `${element.closest('[data-example]')?.getAttribute('aria-label')}: ${element.className}`),
    );
    expect(tooWide).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('is large enough for a finger on a phone', async () => {
    const page = await gallery.open({}, { viewport: { width: 390, height: 900 }, hasTouch: true });
    await page.waitForTimeout(500);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.warp-range button, .warp-chip-remove, .warp-input:not([type="checkbox"]), .warp-table-foot button, .warp-chart-actions button, .warp-filters > button')]
        .map((element) => ({ name: element.innerText || element.getAttribute('aria-label') || element.className, height: element.getBoundingClientRect().height }))
        .filter(({ height }) => height > 0 && height < 44),
    );
    expect(small).toEqual([]);
  });
});
