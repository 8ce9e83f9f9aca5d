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

  it('a skeleton says that something loads, and shows after 150 ms', async () => {
    const part = exampleOn(await gallery.open({ only: 'Skeleton' }, { reducedMotion: 'no-preference' }), 'Skeleton', 'rows');
    expect(await part.getByRole('status').innerText()).toBe('Loading');
    const shown = await part.locator('.warp-skeleton-group').evaluate(async (element) => {
      // Once more from the start: the page may have been slower than the animation.
      element.setAttribute('style', 'animation-name: none');
      void element.clientHeight;
      element.removeAttribute('style');
      const [late] = element.getAnimations();
      const hidden = getComputedStyle(element).opacity;
      await late!.finished;
      return { hidden, length: late!.effect!.getComputedTiming().endTime, after: getComputedStyle(element).opacity };
    });
    expect(shown).toEqual({ hidden: '0', length: 150, after: '1' });
  });

  it('a skeleton shows, and stands still, for who wants no motion', async () => {
    const part = exampleOn(await gallery.open({ only: 'Skeleton' }), 'Skeleton', 'rows');
    expect(await part.locator('.warp-skeleton-group').evaluate((element) => [getComputedStyle(element).opacity, element.getAnimations({ subtree: true }).length])).toEqual(['1', 0]);
  });

  it('nothing says what there is none of, and what to do', async () => {
    const part = exampleOn(await gallery.open({ only: 'EmptyState' }), 'EmptyState', 'none yet');
    expect(await part.getByText('No goals yet').isVisible()).toBe(true);
    expect(await part.getByRole('button', { name: 'Add goal' }).isVisible()).toBe(true);
  });
});
