import type { CSSProperties } from 'react';

/** Colours by what an event is worth: looking, wanting, buying. */
const DOTS: Readonly<Record<string, string>> = {
  page_view: 'var(--accent)',
  view_item: '#0b8ea3',
  view_item_list: '#0b8ea3',
  add_to_cart: '#c77700',
  begin_checkout: '#c77700',
  purchase: 'var(--good)',
  generate_lead: 'var(--good)',
  sign_up: 'var(--good)',
};

/** The colour of an event's dot, for whatever has a `.dot` in it. */
export const dotOf = (eventType: string): CSSProperties => ({ '--dot': DOTS[eventType] ?? 'var(--faint)' }) as CSSProperties;
