import { describe, expect, it } from '@jest/globals';
import { coreApi, queryText } from './core-api.js';
import type { Method, Transport } from './transport.js';

describe('the query of an address', () => {
  it.each([
    ['nothing', {}, ''],
    ['what is undefined or empty', { cursor: undefined, event_type: '' }, ''],
    ['a number', { page: 2 }, '?page=2'],
    ['a list, once for each', { event_id: ['a', 'b'] }, '?event_id=a&event_id=b'],
    ['what must be escaped', { search: 'a&b c' }, '?search=a%26b+c'],
  ])('%s', (_what, values, expected) => {
    expect(queryText(values)).toBe(expected);
  });
});

describe('a request to the core', () => {
  it('goes through the given transport, with its body', async () => {
    const sent: [Method, string, unknown][] = [];
    const transport: Transport = {
      request: async <T>(method: Method, path: string, body?: unknown) => {
        sent.push([method, path, body]);
        return {} as T;
      },
    };
    const api = coreApi(transport);
    await api.sites.list({ search: '', page: 3, page_size: 50 });
    await api.sites.remove('s1', 'Shop');
    await api.deliveries.replay('s1', 'd1', { reason: 'rejected' }, true);
    expect(sent).toEqual([
      ['GET', '/api/sites?page=3&page_size=50', undefined],
      ['DELETE', '/api/sites/s1', { confirm: 'Shop' }],
      ['POST', '/api/sites/s1/destinations/d1/replay', { reason: 'rejected', dry_run: true }],
    ]);
  });
});
