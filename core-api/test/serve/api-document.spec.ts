import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { DOCUMENT_FILE } from '../../src/openapi/printed-document.js';
import { describeWith, programFor } from '../setup/capabilities.js';
import { startTestWarp, type TestWarp } from '../setup/running-warp.js';

let warp: TestWarp;
beforeAll(async () => {
  warp = await startTestWarp();
});
afterAll(() => warp.stop());

describe('GET /api/openapi.json', () => {
  it('is the printed document, for anybody', async () => {
    const answer = await fetch(`${warp.url}/api/openapi.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await answer.text()).toBe(readFileSync(DOCUMENT_FILE, 'utf8'));
  });

  it('is not sent again to who has it', async () => {
    const first = await fetch(`${warp.url}/api/openapi.json`);
    const again = await fetch(`${warp.url}/api/openapi.json`, { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await fetch(`${warp.url}/api/openapi.json`, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });
});

describeWith(['chromium'], 'GET /api/docs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: programFor('chromium')!, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  });
  afterAll(() => browser.close());

  it('shows every route and schema, asks for nothing else and breaks no policy', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${warp.url}/api/docs`);

    const document = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as { paths: Record<string, object>; components: { schemas: object } };
    const routes = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    const shown = await page.evaluate<string[]>("[...document.querySelectorAll('summary')].map((line) => [...line.children].slice(0, 2).map(({ textContent }) => textContent).join(' '))");
    expect([...shown].sort()).toEqual([...routes].sort());
    expect(await page.locator('.schema').count()).toBe(Object.keys(document.components.schemas).length);
    expect(await page.evaluate<string[]>("[...document.querySelectorAll('a[href^=\"#\"]')].map(({ hash }) => decodeURIComponent(hash.slice(1))).filter((id) => document.getElementById(id) === null)")).toEqual([]);

    const login = page.locator('details', { hasText: '/api/auth/login' });
    await login.locator('summary').click();
    await login.getByRole('link', { name: 'LoginRequest' }).click();
    expect(new URL(page.url()).hash).toBe('#schema-LoginRequest');

    // Its own style is allowed; nothing else.
    expect(await page.evaluate("getComputedStyle(document.querySelector('.method')).borderRadius")).toBe('5px');
    expect(faults).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(`${warp.url}/api/docs`))).toEqual([]);
  });

  it.each([390, 1280])('fits a window of %i pixels', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(`${warp.url}/api/docs`);
    await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
  });
});
