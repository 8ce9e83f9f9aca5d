import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const dataDir = mkdtempSync(join(tmpdir(), 'warp-config-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const load = (password: string) => loadConfig({ WARP_DATA_DIR: dataDir, WARP_ADMIN_PASSWORD: password });

describe('the first administrator’s password', () => {
  // As long as the API demands of everybody else: `minLength` 12 of the OpenAPI document.
  it.each(['', '8letters', 'elevenchars', 'x'.repeat(257)])('is refused as %j', (password) => {
    expect(() => load(password)).toThrow('WARP_ADMIN_PASSWORD: 12 to 256 characters.');
  });

  it('is never repeated in the fault', () => {
    expect(() => load('Sommer2026')).toThrow(/^(?!.*Sommer2026)/s);
  });

  it.each(['twelve chars', 'x'.repeat(256)])('is taken as %j', (password) => {
    expect(load(password).adminPassword).toBe(password);
  });
});
