import { describe, expect, it } from '@jest/globals';
import { createFormat } from './format.js';
import { fallbacks, languageTag } from './language.js';

describe('a language', () => {
  it.each([
    ['de_DE_formal', 'de-DE'],
    ['de_DE', 'de-DE'],
    ['pt_BR', 'pt-BR'],
    ['en', 'en'],
    ['zh_Hant_TW', 'zh-Hant-TW'],
    ['', 'en'],
    ['no language at all', 'en'],
  ])('%p is %s', (name, tag) => expect(languageTag(name)).toBe(tag));

  it('has ever simpler ones behind it', () => expect(fallbacks('zh_Hant_TW')).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh']));
});

describe('a format', () => {
  const german = createFormat({ language: 'de_DE_formal', timeZone: 'Europe/Berlin', currency: 'EUR' });

  it('joins lists', () => {
    expect(german.list(['Wien', 'Graz', 'Linz'])).toBe('Wien, Graz und Linz');
    expect(german.list(['Wien', 'Graz'], 'or')).toBe('Wien oder Graz');
  });

  it('names countries, and leaves alone what is none', () => {
    expect(german.country('AT')).toBe('Österreich');
    expect(german.country('unknown')).toBe('unknown');
  });

  it('orders as the language does', () => expect(['Zürich', 'Äpfel', 'page 10', 'page 9'].sort(german.compareText)).toEqual(['Äpfel', 'page 9', 'page 10', 'Zürich']));

  it.each([
    ['de-DE', 1],
    ['en-US', 0],
    ['en-GB', 1],
    ['ar-EG', 6],
  ])('begins the week of %s at %p', (language, day) => expect(createFormat({ language, timeZone: 'UTC', currency: '' }).firstWeekday).toBe(day));
});
