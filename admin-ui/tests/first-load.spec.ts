import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const BUILT = join(import.meta.dirname, '..', 'dist');
const MOST_KB = 250;

/** What Vite's manifest says of a file. https://vite.dev/guide/backend-integration */
interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

describe('the first load of the dashboard', () => {
  it(`weighs at most ${MOST_KB} KB gzipped: the frame, the overview and its chart`, () => {
    expect(existsSync(BUILT)).toBe(true);
    const manifest = JSON.parse(readFileSync(join(BUILT, '.vite', 'manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;
    const files = new Set<string>(['index.html']);
    const seen = new Set<string>();
    const add = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      const { file, css = [], imports = [] } = manifest[name]!;
      for (const path of [file, ...css]) files.add(path);
      imports.forEach(add);
    };
    for (const name of ['index.html', 'src/pages/overview/index.tsx', 'src/charts/LineChart.tsx']) add(name);
    const bytes = [...files].reduce((sum, path) => sum + gzipSync(readFileSync(join(BUILT, path))).length, 0);
    expect({ kb: Math.round(bytes / 1000), isWithin: bytes <= MOST_KB * 1000 }).toEqual({ kb: expect.any(Number), isWithin: true });
    // Something is measured at all.
    expect(bytes).toBeGreaterThan(100_000);
  });
});
