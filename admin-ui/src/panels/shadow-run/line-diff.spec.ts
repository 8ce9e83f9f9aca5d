import { describe, expect, it } from '@jest/globals';
import { type DiffRow, diffLines, folded } from './line-diff.js';

const same = (line: string): DiffRow => ({ is: 'same', line });
const changed = (before: string | undefined, after: string | undefined): DiffRow => ({ is: 'changed', before, after });

describe('two texts side by side', () => {
  it.each<[string, string, string, DiffRow[]]>([
    ['alike', 'a b', 'a b', [same('a'), same('b')]],
    ['empty', '', '', []],
    ['all new', '', 'a b', [changed(undefined, 'a'), changed(undefined, 'b')]],
    ['all gone', 'a', '', [changed('a', undefined)]],
    ['a changed line beside its successor', 'a b c', 'a x c', [same('a'), changed('b', 'x'), same('c')]],
    ['a line more', 'a c', 'a b c', [same('a'), changed(undefined, 'b'), same('c')]],
    ['a line less', 'a b c', 'a c', [same('a'), changed('b', undefined), same('c')]],
    ['two changes with something alike between', 'a b c d', 'x b c y', [changed('a', 'x'), same('b'), same('c'), changed('d', 'y')]],
    ['unequal numbers of lines', 'a b c z', 'a x z', [same('a'), changed('b', 'x'), changed('c', undefined), same('z')]],
    ['a line that moved', 'a b c', 'b c a', [changed('a', undefined), same('b'), same('c'), changed(undefined, 'a')]],
  ])('%s', (_, before, after, rows) => expect(diffLines(before.split(' ').filter(Boolean), after.split(' ').filter(Boolean))).toEqual(rows));
});

describe('long stretches without a change', () => {
  it('stay when they are hardly longer than the fold', () => {
    const rows = diffLines('a b c d E'.split(' '), 'a b c d e'.split(' '));
    expect(folded(rows)).toEqual(rows);
  });

  it('are folded, two lines around a change stay', () => {
    const letters = 'a b c d e f g h i j k'.split(' ');
    const rows = diffLines(letters, letters.map((letter) => (letter === 'f' ? 'F' : letter)));
    expect(folded(rows)).toEqual([{ is: 'folded', lines: 3 }, same('d'), same('e'), changed('f', 'F'), same('g'), same('h'), { is: 'folded', lines: 3 }]);
  });
});
