import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { countLines, forEachLine } from './lines.js';

const folder = mkdtempSync(join(tmpdir(), 'lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

function linesOf(text: string): readonly string[] {
  const file = join(folder, 'file');
  writeFileSync(file, text);
  const lines: string[] = [];
  forEachLine(file, (bytes, from, to) => lines.push(bytes.toString('utf8', from, to)));
  expect(countLines(file)).toBe(lines.length);
  return lines;
}

describe('the lines of a file', () => {
  it.each([
    ['nothing', '', []],
    ['one without an end', 'a', ['a']],
    ['one with an end', 'a\n', ['a']],
    ['an empty one between', 'a\n\nb', ['a', '', 'b']],
  ])('%s', (_, text, expected) => expect(linesOf(text)).toEqual(expected));

  it('are whole where a piece of the file ends', () => {
    const lines = Array.from({ length: 60_000 }, (_, n) => `line ${n} ü`);
    expect(linesOf(`${lines.join('\n')}\n`)).toEqual(lines);
  });
});
