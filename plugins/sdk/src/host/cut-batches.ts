import type { Limits } from '../author/destination.js';

export interface Cut<Item> {
  readonly batches: readonly (readonly Item[])[];
  /** Larger than a whole request may be. */
  readonly tooLarge: readonly Item[];
}

/**
 * Cuts items into batches that keep a vendor's limits, in order.
 * @param sizeOf bytes an item adds to a request's body
 */
export function cutBatches<Item>(items: readonly Item[], limits: Limits['batch'], sizeOf: (item: Item) => number): Cut<Item> {
  const batches: Item[][] = [];
  const tooLarge: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (size > limits.maxBytes) {
      tooLarge.push(item);
      continue;
    }
    const last = batches.at(-1);
    if (last === undefined || last.length >= limits.maxEvents || bytes + size > limits.maxBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return { batches, tooLarge };
}
