import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Geometry } from './configuration.js';

/** Buckets from the first to the last, both in it. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Selection {
  /** The bucket under the pointer, or the one that keys went to. */
  readonly active: number | undefined;
  /** What is being dragged over. */
  readonly span: Span | undefined;
  /** Whether keys moved it: then it is read out. */
  readonly byKeys: boolean;
  readonly on: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerLeave: () => void;
    readonly onPointerCancel: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onBlur: () => void;
  };
}

export interface SelectionOptions {
  readonly geometry: Geometry | undefined;
  readonly onSelect: ((span: Span) => void) | undefined;
  readonly onOpen: ((index: number) => void) | undefined;
}

/** A chart's pointer and keys: hover and arrows look at a bucket, drag and Shift+arrows choose a range, click and Enter open, Escape lets go. */
export function useSelection({ geometry, onSelect, onOpen }: SelectionOptions): Selection {
  const [active, setActive] = useState<number>();
  const [anchor, setAnchor] = useState<number>();
  const [byKeys, setByKeys] = useState(false);
  const dragging = useRef(false);
  const span = anchor === undefined || active === undefined || anchor === active ? undefined : { first: Math.min(anchor, active), last: Math.max(anchor, active) };

  const nearest = (event: PointerEvent<HTMLElement>): number | undefined => {
    if (geometry === undefined) return undefined;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return geometry.xs.reduce<number | undefined>((best, at, index) => (best === undefined || Math.abs(at - x) < Math.abs(geometry.xs[best]! - x) ? index : best), undefined);
  };
  const letGo = (): void => {
    dragging.current = false;
    setAnchor(undefined);
  };
  const finish = (): void => {
    if (span !== undefined) onSelect?.(span);
    else if (active !== undefined) onOpen?.(active);
    letGo();
  };

  return {
    active,
    span: onSelect === undefined ? undefined : span,
    byKeys,
    on: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        // A finger scrolls the page; only a mouse or pen drags a range.
        if (event.pointerType !== 'touch' && onSelect !== undefined) event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
        const index = nearest(event);
        setActive(index);
        setAnchor(event.pointerType === 'touch' ? undefined : index);
        setByKeys(false);
      },
      onPointerMove: (event) => {
        setActive(nearest(event));
        setByKeys(false);
      },
      onPointerUp: () => dragging.current && finish(),
      onPointerLeave: () => {
        if (!dragging.current) setActive(undefined);
      },
      onPointerCancel: letGo,
      onKeyDown: (event) => {
        const count = geometry?.xs.length ?? 0;
        const from = active ?? (event.key === 'ArrowLeft' ? count : -1);
        const targets: Readonly<Record<string, number>> = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 };
        const target = targets[event.key];
        if (target !== undefined && count > 0) {
          event.preventDefault();
          setAnchor(event.shiftKey && onSelect !== undefined ? (anchor ?? active) : undefined);
          setActive(Math.max(0, Math.min(count - 1, target)));
          setByKeys(true);
        } else if (event.key === 'Enter' && active !== undefined) finish();
        else if (event.key === 'Escape' && (anchor !== undefined || active !== undefined)) {
          // Only this layer: a dialog around the chart stays open.
          event.stopPropagation();
          letGo();
          setActive(undefined);
        }
      },
      onBlur: () => {
        letGo();
        setActive(undefined);
      },
    },
  };
}
