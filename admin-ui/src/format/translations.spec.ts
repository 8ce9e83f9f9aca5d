import { afterEach, describe, expect, it } from '@jest/globals';
import { __, _n, resetLocaleData, sprintf } from '@wordpress/i18n';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTranslations } from './translations.js';

const GERMAN: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../gallery/public/locales/de.json'), 'utf8'));

/** A server with a German catalogue; what was asked for. */
function server(): { readonly asked: string[]; readonly get: (path: string) => Promise<unknown> } {
  const asked: string[] = [];
  return {
    asked,
    get: async (path) => {
      asked.push(path);
      return path === '/locales/de.json' ? GERMAN : undefined;
    },
  };
}

afterEach(() => resetLocaleData({}, 'warp'));

describe('translations', () => {
  it('come from the nearest catalogue there is', async () => {
    const { asked, get } = server();
    expect(await loadTranslations('de_AT', get)).toBe('de');
    expect(asked).toEqual(['/locales/de-AT.json', '/locales/de.json']);
    expect(__('Try again', 'warp')).toBe('Erneut versuchen');
  });

  it('have the language’s own plurals', async () => {
    await loadTranslations('de', server().get);
    const rows = (count: number): string => sprintf(_n('%s row', '%s rows', count, 'warp'), String(count));
    expect([rows(0), rows(1), rows(2)]).toEqual(['0 Zeilen', '1 Zeile', '2 Zeilen']);
  });

  it('leave English where a sentence has none, and where a language has no catalogue', async () => {
    await loadTranslations('de', server().get);
    expect(__('A sentence that nobody has translated', 'warp')).toBe('A sentence that nobody has translated');
    resetLocaleData({}, 'warp');
    expect(await loadTranslations('fr-FR', server().get)).toBeUndefined();
    expect(__('Try again', 'warp')).toBe('Try again');
  });

  it('are not asked for in English', async () => {
    const { asked, get } = server();
    expect(await loadTranslations('en-GB', get)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});
