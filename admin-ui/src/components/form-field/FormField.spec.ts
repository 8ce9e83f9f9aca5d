import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../../../core-api/test/setup/capabilities.js';
import { exampleOn, GalleryBrowser } from '../../../tests/gallery.js';

describeWith(['chromium'], 'a form field', () => {
  let gallery: GalleryBrowser;
  beforeAll(async () => {
    gallery = await GalleryBrowser.start();
  });
  afterAll(() => gallery?.stop());

  it.each([
    ['plain', 'Name', '', null, null],
    ['required, with help', 'Measurement ID', 'You find it under Admin › Data streams › your stream.', null, 'true'],
    ['with an error', 'Measurement ID', 'A Measurement ID looks like G-ABC123DEF4. You find it under Admin › Data streams › your stream.', 'true', 'true'],
    ['inline', 'Send the visitor’s IP address', 'Only with marketing consent.', null, null],
  ])('%s: its control has name and description', async (example, name, description, invalid, required) => {
    const control = exampleOn(await gallery.open({ only: 'FormField', example }), 'FormField', example).getByLabel(name, { exact: true });
    const described = await control.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    expect(described).toBe(description);
    expect(await control.getAttribute('aria-invalid')).toBe(invalid);
    expect(await control.getAttribute('aria-required')).toBe(required);
  });
});
