import { __, _n, sprintf } from '@wordpress/i18n';
import type { DeliveryState } from '../../api/deliveries.js';
import { count } from '../../format.js';

/** What a stored state means to an owner. */
export type Kind = 'arrived' | 'failed' | 'waiting' | 'left_out';

const KINDS: Readonly<Record<DeliveryState, Kind>> = {
  pending: 'waiting',
  sending: 'waiting',
  retrying: 'waiting',
  delivered: 'arrived',
  skipped: 'left_out',
  dead: 'failed',
};

export const kindOf = (state: DeliveryState): Kind => KINDS[state];

/** In the order in which they want to be seen. */
export const KIND_NAMES: readonly Kind[] = ['failed', 'waiting', 'arrived', 'left_out'];

/** Class of the badge. */
export const COLOURS: Readonly<Record<Kind, string>> = { arrived: 'good', failed: 'bad', waiting: 'warn', left_out: '' };

export const WORDS: Readonly<Record<DeliveryState, string>> = {
  pending: __('Waiting', 'warp'),
  sending: __('Being sent', 'warp'),
  retrying: __('Trying again', 'warp'),
  delivered: __('Arrived', 'warp'),
  skipped: __('Left out', 'warp'),
  dead: __('Failed', 'warp'),
};

/** `3 arrived`. */
export function counted(kind: Kind, number: number): string {
  const text = {
    // translators: %s: a number of destinations.
    arrived: _n('%s arrived', '%s arrived', number, 'warp'),
    // translators: %s: a number of destinations.
    failed: _n('%s failed', '%s failed', number, 'warp'),
    // translators: %s: a number of destinations.
    waiting: _n('%s waiting', '%s waiting', number, 'warp'),
    // translators: %s: a number of destinations.
    left_out: _n('%s left out', '%s left out', number, 'warp'),
  }[kind];
  return sprintf(text, count(number));
}
