import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROUTES } from './routes.js';

const PAGES = join(import.meta.dirname, 'pages');

describe('the list of pages', () => {
  it('names each page’s folder once, and no other', () => {
    const named = ROUTES.map(({ page }) => /pages\/([^/]+)\/index/.exec(page.toString())?.[1]);
    expect([...named].sort()).toEqual(readdirSync(PAGES).filter((folder) => folder !== 'shared').sort());
  });

  it('gives each page an address and a title of its own', () => {
    expect(new Set(ROUTES.map(({ path }) => path)).size).toBe(ROUTES.length);
    expect(new Set(ROUTES.map(({ title }) => title())).size).toBe(ROUTES.length);
  });

  it('uses only what react-router and the core’s server both understand in a path', () => {
    for (const { path } of ROUTES) expect(path).toMatch(/^\/(?:(?::[a-zA-Z]+|[a-z-]+)(?:\/|$))*$/);
  });
});
