import { describe, expect, it } from '@jest/globals';
import { type CsvValue, toCsv } from './csv.js';

describe('CSV', () => {
  it.each<[string, CsvValue, string]>([
    ['nothing', null, ''],
    ['a number, without the language’s marks', -1234.5, '-1234.5'],
    ['plain text', 'Vienna', 'Vienna'],
    ['a comma', 'Vienna, Austria', '"Vienna, Austria"'],
    ['a quote', 'the "big" one', '"the ""big"" one"'],
    ['a line break', 'one\ntwo', '"one\ntwo"'],
    ['a formula', '=HYPERLINK("https://evil.example")', `"'=HYPERLINK(""https://evil.example"")"`],
    ['a command', '@SUM(A1)', "'@SUM(A1)"],
  ])('writes %s', (_, value, cell) => expect(toCsv(['a', 'b'], [[value, 1]])).toBe(`\ufeffa,b\r\n${cell},1\r\n`));
});
