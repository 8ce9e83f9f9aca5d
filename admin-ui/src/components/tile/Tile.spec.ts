import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../../tests/gallery.js';

describeWith(['chromium'], 'a tile', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  it('is short, with the exact number on hover and the change in words', async () => {
    const part = exampleOn(await gallery.open({ only: 'Tile' }), 'Tile', 'choosing the chart');
    const tile = part.getByRole('button', { name: /Visitors/ });
    expect(await tile.locator('.warp-tile-value').innerText()).toBe('12.4k');
    expect(await tile.locator('.warp-tile-value').getAttribute('title')).toBe('12,432');
    expect(await tile.locator('.warp-change').getAttribute('title')).toBe('+23%; it was 10,120 before. That is better.');
    // A falling bounce rate is good.
    expect(await part.getByRole('button', { name: /Bounce rate/ }).locator('.warp-change').getAttribute('class')).toBe('warp-change better');
  });

  it('chooses what the chart shows, by keys as well', async () => {
    const page = await gallery.open({ only: 'Tile' });
    const part = exampleOn(page, 'Tile', 'choosing the chart');
    const revenue = part.getByRole('button', { name: /Revenue/ });
    expect(await revenue.getAttribute('aria-pressed')).toBe('false');
    await revenue.focus();
    await page.keyboard.press('Enter');
    expect(await revenue.getAttribute('aria-pressed')).toBe('true');
    expect(await part.getByRole('button', { name: /Visitors/ }).getAttribute('aria-pressed')).toBe('false');
  });

  it('tells no data from none', async () => {
    const part = exampleOn(await gallery.open({ only: 'Tile' }), 'Tile', 'changes');
    const value = (label: string): Promise<string> => part.locator('.warp-tile', { hasText: label }).locator('.warp-tile-value').innerText();
    expect(await value('No data')).toBe('–');
    expect(await value('None')).toBe('0');
  });

  it('speaks the reader’s language', async () => {
    const part = exampleOn(await gallery.open({ only: 'Tile', lang: 'de_AT' }), 'Tile', 'choosing the chart');
    expect(await part.getByRole('button', { name: /Revenue/ }).locator('.warp-tile-value').innerText()).toMatch(/^48\.931\s€$|^€\s?48[.\s]?9/);
    expect(await exampleOn(await gallery.open({ only: 'Tile', lang: 'de_AT' }), 'Tile', 'changes').innerText()).toContain('zu wenige');
  });
});
