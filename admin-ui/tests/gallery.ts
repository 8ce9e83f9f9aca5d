import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { programFor } from '../../core-api/test/setup/programs.js';

const ADMIN_UI = join(import.meta.dirname, '..');
const BUILT = join(ADMIN_UI, 'gallery', 'dist');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

export interface GalleryView {
  /** A component's title; not given: all. */
  readonly only?: string;
  readonly example?: string;
  readonly theme?: 'light' | 'dark';
  readonly lang?: string;
}

/** Components in a real browser, each in each of its states. */
export class GalleryBrowser {
  private constructor(
    private readonly server: Server,
    readonly browser: Browser,
  ) {}

  static async start(): Promise<GalleryBrowser> {
    await buildWhenStale();
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://gallery').pathname;
      const file = join(BUILT, path === '/' ? 'index.html' : path);
      if (!file.startsWith(BUILT) || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await chromium.launch({
      executablePath: programFor('chromium')!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    return new GalleryBrowser(server, browser);
  }

  /** Opens a part of the gallery. Whatever a component throws or logs as an error fails the test. */
  async open(view: GalleryView = {}, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(message.text());
    });
    const { port } = this.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ ...view }).toString()}`);
    await page.locator('main').waitFor();
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return page;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** One example on a page. */
export const exampleOn = (page: Page, component: string, example: string): Locator => page.getByRole('region', { name: `${component}: ${example}`, exact: true });

/** Builds the gallery unless its build is newer than all that goes in. Test files run side by side: one builds, the others wait for it. */
async function buildWhenStale(): Promise<void> {
  const lock = join(ADMIN_UI, 'gallery', 'dist.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // Left behind by a run that was stopped.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000) rmSync(lock, { recursive: true, force: true });
      else await wait(200);
    }
  }
  try {
    const page = join(BUILT, 'index.html');
    if (existsSync(page) && statSync(page).mtimeMs > Math.max(newest(join(ADMIN_UI, 'src')), newest(join(ADMIN_UI, 'gallery')))) return;
    const vite = join(ADMIN_UI, '..', 'node_modules', 'vite', 'bin', 'vite.js');
    await promisify(execFile)(process.execPath, [vite, 'build', '--config', join(ADMIN_UI, 'gallery', 'vite.config.ts'), '--logLevel', 'warn'], { cwd: ADMIN_UI, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const newest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(BUILT) && !entry.name.endsWith('.spec.ts'))
    .reduce((latest, { parentPath, name }) => Math.max(latest, statSync(join(parentPath, name)).mtimeMs), 0);
