/** A line of two texts side by side. */
export type DiffRow =
  | { readonly is: 'same'; readonly line: string }
  /** undefined: there is no such line on this side. */
  | { readonly is: 'changed'; readonly before: string | undefined; readonly after: string | undefined }
  | { readonly is: 'folded'; readonly lines: number };

/** Same lines that stay visible around a change, and how many more are worth folding. */
const CONTEXT = 2;
const LEAST_FOLDED = 3;

/** Compares line by line: by the longest common subsequence, with what is the same at both ends set aside first. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffRow[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** Long stretches without a change become one row. */
export function folded(rows: readonly DiffRow[]): readonly DiffRow[] {
  const isNear = rows.map((_, index) => rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ is }) => is === 'changed'));
  const out: DiffRow[] = [];
  for (let index = 0; index < rows.length; ) {
    const next = isNear.indexOf(true, index);
    const end = next < 0 ? rows.length : next;
    if (end - index >= LEAST_FOLDED) out.push({ is: 'folded', lines: end - index });
    else out.push(...rows.slice(index, end));
    if (end < rows.length) out.push(rows[end]!);
    index = end + 1;
  }
  return out;
}

function middle(before: readonly string[], after: readonly string[]): readonly DiffRow[] {
  const lengths = commonLengths(before, after);
  const rows: DiffRow[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) rows.push({ is: 'changed', before: removed[at], after: added[at] });
    [removed, added] = [[], []];
  };
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    if (one < before.length && other < after.length && before[one] === after[other]) {
      flush();
      rows.push(same(before[one]!));
      one += 1;
      other += 1;
    } else if (other >= after.length || (one < before.length && lengths[one + 1]![other]! >= lengths[one]![other + 1]!)) {
      removed.push(before[one]!);
      one += 1;
    } else {
      added.push(after[other]!);
      other += 1;
    }
  }
  flush();
  return rows;
}

/** Length of the longest common subsequence of what follows each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let one = before.length - 1; one >= 0; one -= 1)
    for (let other = after.length - 1; other >= 0; other -= 1)
      lengths[one]![other] = before[one] === after[other] ? lengths[one + 1]![other + 1]! + 1 : Math.max(lengths[one + 1]![other]!, lengths[one]![other + 1]!);
  return lengths;
}

const same = (line: string): DiffRow => ({ is: 'same', line });
