import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPageVisit, readPagePaths } from './pages.js';

describe('the pages of the dashboard', () => {
  let built: string;
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'warp-dashboard-'));
  });
  afterAll(() => rmSync(built, { recursive: true }));

  it('are those that its build lists, but the first, which is a file', () => {
    writeFileSync(join(built, 'routes.json'), JSON.stringify([{ path: '/' }, { path: '/sites/:siteId', title: 'Site', right: 'sites.read' }]));
    expect(readPagePaths(built)).toEqual(['/sites/:siteId']);
  });

  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it.each([
    ['an address of a person', '/nowhere', BROWSER, true],
    ['an address that begins like the API', '/apiary', BROWSER, true],
    ['the API', '/api/nowhere', BROWSER, false],
    ['the API itself', '/api?x=1', BROWSER, false],
    ['the socket', '/socket.io/?EIO=4', BROWSER, false],
    ['a script of a page', '/assets/gone.js', '*/*', false],
    ['a program', '/nowhere', 'application/json', false],
    ['a program that says nothing', '/nowhere', undefined, false],
  ])('%s: a visit of a page?', (_what, url, accept, expected) => {
    expect(isPageVisit(url, accept)).toBe(expected);
  });
});
