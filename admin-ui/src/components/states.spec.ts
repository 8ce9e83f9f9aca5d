import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../tests/gallery.js';

describeWith(['chromium'], 'what stands in place of data', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  it('a fault says what happened and tries again', async () => {
    const part = exampleOn(await gallery.open({ only: 'Fault' }), 'Fault', 'with a way on');
    expect(await part.getByRole('alert').innerText()).toContain('The Warp server did not answer within 30 seconds.');
    await part.getByRole('button', { name: 'Try again' }).click();
    expect(await part.getByRole('alert').innerText()).toContain('Tried again: 1.');
  });

  it('a fault does not try twice at once', async () => {
    const part = exampleOn(await gallery.open({ only: 'Fault' }), 'Fault', 'trying again');
    expect(await part.getByRole('button', { name: 'Trying again …' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('a skeleton shows after 150 ms, says that something loads, and stands still for who wants no motion', async () => {
    const part = exampleOn(await gallery.open({ only: 'Skeleton' }), 'Skeleton', 'rows');
    expect(await part.getByRole('status').innerText()).toBe('Loading');
    const group = part.locator('.warp-skeleton-group');
    expect(await group.evaluate((element) => getComputedStyle(element).animationDelay)).toBe('0.15s');
    await group.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
    expect(await group.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    expect(await part.locator('.warp-skeleton').first().evaluate((element) => getComputedStyle(element).animationName)).toBe('none');
  });

  it('nothing says what there is none of, and what to do', async () => {
    const part = exampleOn(await gallery.open({ only: 'EmptyState' }), 'EmptyState', 'none yet');
    expect(await part.getByText('No goals yet').isVisible()).toBe(true);
    expect(await part.getByRole('button', { name: 'Add goal' }).isVisible()).toBe(true);
  });
});
