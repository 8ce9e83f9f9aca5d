import { gzipSync } from 'node:zlib';
import { launchChromium } from '../tests/wordpress/browser.js';
import type { WordPressSite } from '../tests/wordpress/wordpress.js';

/** What the site's front page costs a visitor. */
export interface PageWeight {
  readonly htmlBytes: number;
  readonly htmlGzipBytes: number;
  /** Of scripts, gzipped. */
  readonly scriptGzipBytes: number;
  readonly requests: number;
  /** Resources that the first paint waits for. */
  readonly renderBlocking: number;
  /** Beyond 50 ms a task, which a visitor feels. */
  readonly longTasksMs: number;
}

/** Looks at the front page as a guest in Chromium, and waits for what comes after loading. */
export async function measurePageWeight(site: WordPressSite): Promise<PageWeight> {
  const html = await contentOf(`${site.url}/`);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const scripts: string[] = [];
    let requests = 0;
    page.on('request', (request) => {
      requests += 1;
      if (request.resourceType() === 'script' && request.url().startsWith(site.url)) scripts.push(request.url());
    });
    await page.addInitScript(
      'window.longTasks = 0; new PerformanceObserver((list) => list.getEntries().forEach((task) => (longTasks += task.duration - 50))).observe({ type: "longtask", buffered: true });',
    );
    await page.goto(`${site.url}/`, { waitUntil: 'load' });
    await page.waitForTimeout(2_000);
    const [renderBlocking, longTasksMs] = await page.evaluate<[number, number]>(
      '[performance.getEntriesByType("resource").filter((resource) => resource.renderBlockingStatus === "blocking").length, Math.round(longTasks)]',
    );
    const sizes = await Promise.all(scripts.map(async (url) => gzipSync(await contentOf(url), { level: 9 }).length));
    const scriptGzipBytes = sizes.reduce((sum, size) => sum + size, 0);
    return { htmlBytes: html.length, htmlGzipBytes: gzipSync(html).length, scriptGzipBytes, requests, renderBlocking, longTasksMs };
  } finally {
    await browser.close();
  }
}

const contentOf = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());
