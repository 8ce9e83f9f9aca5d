import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { PRIVATE_PARAMETERS } from '@warp/contracts';

const PLUGIN = new URL('../../', import.meta.url).pathname;

describe('the table of what must not stay in addresses', () => {
  it('stands in PHP as the contracts have it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'warp-private-'));
    const made = join(folder, 'private_parameters.php');
    execFileSync(process.execPath, [join(PLUGIN, 'scripts/private-parameters.js'), made]);
    const [fresh, kept] = [made, join(PLUGIN, 'includes/Proxy/Endpoint/private_parameters.php')].map((file) => readFileSync(file, 'utf8'));
    rmSync(folder, { recursive: true });
    expect(kept).toBe(fresh);
  });
});

describe('the script’s own part', () => {
  const site = {
    api: 'warp',
    private: {
      replacement: '[redacted]',
      names: PRIVATE_PARAMETERS.parameters.flatMap(({ names }) => names),
      patterns: PRIVATE_PARAMETERS.patterns.map(({ pattern }) => pattern),
      pages: ['order-received', 'danke'],
    },
  };
  const window: Record<string, { url?: (address: string) => string }> = { warp: {} };
  runInNewContext(readFileSync(join(PLUGIN, 'browser/address.js'), 'utf8'), { site, window, decodeURIComponent, RegExp, Set });

  it.each([
    ['https://shop.example/checkout/order-received/1001/?key=wc_order_AbCdEfGh12345', 'https://shop.example/checkout/order-received/?key=[redacted]'],
    ['https://shop.example/kasse/danke/1001/?key=x#top', 'https://shop.example/kasse/danke/?key=[redacted]#top'],
    ['https://shop.example/?u=ada.lovelace%2Bshop%40example.co.uk&x=1', 'https://shop.example/?u=[redacted]&x=1'],
    ['https://shop.example/?billing%5Bemail%5D=x&q=%E0%A4%A', 'https://shop.example/?billing%5Bemail%5D=[redacted]&q=%E0%A4%A'],
    ['https://ada:secret@shop.example/?utm_source=news&gclid=EAIaIQobChMI_1-2', 'https://shop.example/?utm_source=news&gclid=EAIaIQobChMI_1-2'],
    ['', ''],
  ])('writes %s as %s', (address, expected) => expect(window['warp']!.url!(address)).toBe(expected));
});
