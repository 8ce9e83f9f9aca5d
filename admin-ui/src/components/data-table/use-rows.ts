import { defaultRangeExtractor, type Range, useVirtualizer, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Below this many rows all of them are drawn: finding on the page and printing work as ever. */
const VIRTUAL_FROM = 200;

/** Drawn beyond what is seen on both sides, so that scrolling never shows a gap. */
const OVERSCAN = 10;

export interface DrawnRows {
  /** Which rows are drawn. */
  readonly indexes: readonly number[];
  /** Space held for the rows before and after them, in px. */
  readonly before: number;
  readonly after: number;
  readonly show: (index: number) => void;
  /** Rows differ in height on cards: each is measured. */
  readonly measure: (element: Element | null) => void;
}

export interface RowsOptions {
  readonly count: number;
  readonly rowHeight: number;
  /** The row that has the focus stays drawn wherever one scrolls. */
  readonly focused: number;
  /** The element that scrolls; undefined: the page. */
  readonly scroller: RefObject<HTMLElement | null> | undefined;
  readonly table: RefObject<HTMLElement | null>;
}

/** Draws only the rows in sight, of any number. */
export function useRows({ count, rowHeight, focused, scroller, table }: RowsOptions): DrawnRows {
  const virtual = count >= VIRTUAL_FROM;
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const element = table.current;
    if (scroller === undefined && element !== null) setScrollMargin(element.getBoundingClientRect().top + scrollY);
  }, [scroller, table, count]);

  const rangeExtractor = useCallback((range: Range) => [...new Set([...defaultRangeExtractor(range), ...(focused < range.count ? [focused] : [])])].sort((a, b) => a - b), [focused]);
  const shared = { count, estimateSize: () => rowHeight, overscan: OVERSCAN, rangeExtractor };
  const inside = useVirtualizer<HTMLElement, Element>({ ...shared, getScrollElement: () => scroller?.current ?? null, enabled: virtual && scroller !== undefined });
  const onPage = useWindowVirtualizer<Element>({ ...shared, scrollMargin, enabled: virtual && scroller === undefined });

  if (!virtual) return { indexes: Array.from({ length: count }, (_, index) => index), before: 0, after: 0, show: () => undefined, measure: () => undefined };
  return scroller === undefined ? drawn(onPage, scrollMargin) : drawn(inside, 0);
}

function drawn<S extends Element | Window>(rows: Virtualizer<S, Element>, margin: number): DrawnRows {
  const items = rows.getVirtualItems();
  return {
    indexes: items.map(({ index }) => index),
    before: (items[0]?.start ?? margin) - margin,
    after: rows.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin),
    show: (index) => rows.scrollToIndex(index),
    measure: rows.measureElement,
  };
}
