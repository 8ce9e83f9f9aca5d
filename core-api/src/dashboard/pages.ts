import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Served as a file already. */
const DOCUMENT = '/';

/**
 * Addresses of the dashboard's pages, from the list that its build leaves behind (admin-ui/src/routes.ts). `:name` stands for one part.
 *
 * @throws Error when the build left no list
 */
export function readPagePaths(built: string): readonly string[] {
  const routes = JSON.parse(readFileSync(join(built, 'routes.json'), 'utf8')) as readonly { readonly path: string }[];
  return routes.map(({ path }) => path).filter((path) => path !== DOCUMENT);
}

/** What is answered in JSON, or by a socket, also to a browser. */
const FOR_PROGRAMS = /^\/(api|socket\.io)(\/|$|\?)/;

/** Whether somebody opens a page in a browser: what a page itself asks for, such as a script, accepts anything. */
export const isPageVisit = (url: string, accept: string | undefined): boolean => !FOR_PROGRAMS.test(url) && accept?.includes('text/html') === true;
