import { describe, expect, it } from '@jest/globals';
import { readFilters, writeFilters } from './filter-address.js';
import { expressionOf, type Filter, toggled, withFilter } from './filters.js';

const DIMENSIONS = ['country', 'page', 'campaign'];
const is = (dimension: string, ...values: string[]): Filter => ({ dimension, operator: 'is', values });

describe('the address', () => {
  it.each<[string, readonly Filter[], string]>([
    ['no filter', [], ''],
    ['one value', [is('country', 'DE')], '?f=is,country,DE'],
    ['alternatives', [is('country', 'DE', 'AT')], '?f=is,country,DE,AT'],
    ['several filters', [is('country', 'DE'), { dimension: 'page', operator: 'contains', values: ['/blog'] }], '?f=is,country,DE&f=contains,page,/blog'],
    ['an address', [{ dimension: 'page', operator: 'is_not', values: ['https://shop.example/a?b=1&c=2'] }], '?f=is_not,page,https://shop.example/a%3Fb%3D1%26c%3D2'],
    ['commas, percent signs and plus signs', [is('campaign', 'summer, 50% off + more')], '?f=is,campaign,summer%2C%2050%25%20off%20%2B%20more'],
    ['other scripts', [is('campaign', 'Übersicht ☀')], '?f=is,campaign,%C3%9Cbersicht%20%E2%98%80'],
    ['nothing as a value', [is('campaign', '')], '?f=is,campaign,'],
  ])('holds %s, and gives it back', (_, filters, search) => {
    expect(writeFilters('', filters)).toBe(search);
    expect(readFilters(search, DIMENSIONS)).toEqual({ filters, unread: [] });
  });

  it('keeps what is not its own, to the letter', () => {
    expect(writeFilters('?range=7d&f=is,country,DE&compare=2025-11-01..2025-11-28', [is('country', 'AT')])).toBe('?range=7d&compare=2025-11-01..2025-11-28&f=is,country,AT');
  });

  it('is read when a program escaped it once more', () => {
    const search = writeFilters('', [is('campaign', 'summer, sale', 'winter')]);
    const mangled = `?f=${encodeURIComponent(search.slice(3))}`;
    expect(readFilters(mangled, DIMENSIONS).filters).toEqual([is('campaign', 'summer, sale', 'winter')]);
  });

  it.each([
    ['an unknown dimension', '?f=is,shoe_size,44', 'is,shoe_size,44'],
    ['an unknown operator', '?f=resembles,country,DE', 'resembles,country,DE'],
    ['no value', '?f=is,country', 'is,country'],
    ['a broken escape', '?f=is,country,%E0%A4', 'is,country,%E0%A4'],
  ])('with %s is read without it, and says so', (_, search, unread) => expect(readFilters(`${search}&f=is,page,/`, DIMENSIONS)).toEqual({ filters: [is('page', '/')], unread: [unread] }));
});

describe('filters', () => {
  it('become one expression of the API', () => {
    expect(expressionOf([])).toBeNull();
    expect(expressionOf([is('country', 'DE', 'AT'), { dimension: 'page', operator: 'contains_not', values: ['/blog'] }])).toEqual(['and', ['is', 'country', ['DE', 'AT']], ['contains_not', 'page', ['/blog']]]);
  });

  it('of the same question are alternatives', () => expect(withFilter([is('country', 'DE')], is('country', 'AT', 'DE'))).toEqual([is('country', 'DE', 'AT')]));

  it('come by a click on a row and go by the second', () => {
    const once = toggled([is('page', '/')], 'country', 'DE');
    const twice = toggled(once, 'country', 'AT');
    expect(twice).toEqual([is('page', '/'), is('country', 'DE', 'AT')]);
    expect(toggled(twice, 'country', 'DE')).toEqual([is('page', '/'), is('country', 'AT')]);
    expect(toggled(once, 'country', 'DE')).toEqual([is('page', '/')]);
  });
});
