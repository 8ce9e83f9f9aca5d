import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../tests/gallery.js';

describeWith(['chromium'], 'a chart', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  const EXAMPLE = 'compared, today unfinished';
  const open = async (example = EXAMPLE, theme: 'light' | 'dark' = 'light'): Promise<{ page: Page; part: Locator; plot: Locator; at: (share: number) => Promise<{ x: number; y: number }> }> => {
    const page = await gallery.open({ only: 'Chart', example, theme }, { acceptDownloads: true });
    const part = exampleOn(page, 'Chart', example);
    const plot = part.locator('.warp-chart-plot');
    await plot.locator('canvas[width]').waitFor();
    await page.waitForFunction(() => (document.querySelector('canvas')?.width ?? 0) > 300);
    const at = async (share: number) => {
      const box = (await plot.boundingBox())!;
      return { x: box.x + 40 + (box.width - 50) * share, y: box.y + box.height / 2 };
    };
    return { page, part, plot, at };
  };
  /** Whether any of the canvas’ pixels has a colour. */
  const draws = (plot: Locator, colour: readonly [number, number, number]): Promise<boolean> =>
    plot.locator('canvas').evaluate((canvas: HTMLCanvasElement, [red, green, blue]) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at]! - red) + Math.abs(data[at + 1]! - green) + Math.abs(data[at + 2]! - blue) < 12 && data[at + 3]! > 200) return true;
      return false;
    }, colour);

  it('shows both dates and values where the pointer is', async () => {
    const { page, part, at } = await open();
    const { x, y } = await at(0);
    await page.mouse.move(x, y);
    const tip = part.locator('.warp-chart-tip');
    const text = await tip.innerText();
    expect(text).toContain('Sun, Nov 1, 2026');
    expect(text).toContain('Sun, Oct 4, 2026');
    // The first values of both series.
    expect(text).toContain('420');
    expect(text).toContain('380');
    const end = await at(1);
    await page.mouse.move(end.x, end.y);
    expect(await tip.innerText()).toContain('Sat, Nov 28, 2026, so far');
  });

  it('chooses a range by dragging, and Escape lets go of it', async () => {
    const { page, part, plot, at } = await open();
    const [from, to] = [await at(0.1), await at(0.6)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    expect(await part.locator('.warp-chart-band').isVisible()).toBe(true);
    await page.mouse.up();
    const [first, last] = (await part.getByTestId('said').innerText()).split('..');
    expect(first! > '2026-11-01' && first! < '2026-11-07').toBe(true);
    expect(last! > '2026-11-14' && last! < '2026-11-21').toBe(true);
    await plot.focus();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await part.getByTestId('said').innerText()).toBe(`${first}..${last}`);
    await page.mouse.click(from.x, from.y);
    expect(await part.getByTestId('said').innerText()).toBe(first);
  });

  it('is walked through by keys, read out, and chosen from with Shift', async () => {
    const { page, part, plot } = await open();
    await plot.focus();
    for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await plot.locator('[aria-live]').innerText()).toMatch(/^Mon, Nov 2, 2026: Visitors 481 \(Mon, Oct 5, 2026: \d+/);
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    expect(await part.getByTestId('said').innerText()).toBe('2026-11-02..2026-11-04');
    for (const key of ['End', 'Enter']) await page.keyboard.press(key);
    expect(await part.getByTestId('said').innerText()).toBe('2026-11-28');
  });

  it('has a summary and a table for who does not see it', async () => {
    const { part, plot } = await open();
    const summary = await plot.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent);
    expect(summary).toMatch(/^Visitors: 9,804 in all\. \+7\.5%; it was 9,120 before\. That is better\. Highest: /);
    await part.getByRole('button', { name: 'Table' }).click();
    const rows = part.getByRole('row');
    expect(await rows.count()).toBe(29);
    expect(await rows.nth(1).innerText()).toMatch(/Sun, Nov 1, 2026\s+420\s+380\s+Sun, Oct 4, 2026/);
  });

  it('is saved as CSV, and as a PNG with a ground of its own', async () => {
    const { page, part } = await open();
    const csv = page.waitForEvent('download');
    await part.getByRole('button', { name: 'CSV' }).click();
    expect(readFileSync(await (await csv).path(), 'utf8')).toContain('\r\n2026-11-01,420,380,2026-10-04\r\n');
    const png = page.waitForEvent('download');
    await part.getByRole('button', { name: 'PNG' }).click();
    const file = await png;
    expect(file.suggestedFilename()).toBe('visitors.png');
    const picture = readFileSync(await file.path()).toString('base64');
    const corner = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return { width: image.width, pixel: [...context.getImageData(1, 1, 1, 1).data] };
    }, picture);
    expect(corner.pixel).toEqual([255, 255, 255, 255]);
    expect(corner.width).toBeGreaterThan(900);
  });

  it('takes its colours from the page, and follows a change of theme', async () => {
    const { page, plot } = await open();
    expect(await draws(plot, [0x38, 0x58, 0xe9])).toBe(true);
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    await page.waitForTimeout(300);
    expect(await draws(plot, [0x7d, 0x95, 0xff])).toBe(true);
    expect(await draws(plot, [0x38, 0x58, 0xe9])).toBe(false);
  });

  it('draws a point that stands alone', async () => {
    const { plot } = await open('one point');
    expect(await draws(plot, [0x38, 0x58, 0xe9])).toBe(true);
  });
});
