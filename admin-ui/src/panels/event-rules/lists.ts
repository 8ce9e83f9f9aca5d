/** Lists with one entry changed, as new lists. */
export const replacedAt = <T>(list: readonly T[], index: number, entry: T): readonly T[] => list.map((before, at) => (at === index ? entry : before));

export const withoutAt = <T>(list: readonly T[], index: number): readonly T[] => list.filter((_, at) => at !== index);

/** @param by 1: a place later; -1: a place earlier. At the ends nothing moves. */
export function movedAt<T>(list: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const [one, other] = [list[index], list[index + by]];
  return one === undefined || other === undefined ? list : replacedAt(replacedAt(list, index, other), index + by, one);
}
