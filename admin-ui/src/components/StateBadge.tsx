import { __ } from '@wordpress/i18n';
import type { DestinationState, SiteState } from '../api/types.js';

interface Look {
  readonly word: string;
  readonly colour: 'good' | 'warn' | 'bad' | '';
  readonly shape: string;
}

/** Drawn in a square of twelve, so that a state is told by its shape where colours are not. */
const TICK = 'M2 6.5 4.8 9.2 10 3.4';
const TRIANGLE = 'M6 2 11 10.5 H1 Z';
const CROSS = 'M3 3 9 9 M9 3 3 9';
const BARS = 'M4 2.5 V9.5 M8 2.5 V9.5';
const RING = 'M6 2 A4 4 0 1 1 5.99 2 Z';
const DASH = 'M2 6 H10';

const LOOKS: Readonly<Record<DestinationState | SiteState, Look>> = {
  healthy: { word: __('Healthy', 'warp'), colour: 'good', shape: TICK },
  degraded: { word: __('Degraded', 'warp'), colour: 'warn', shape: TRIANGLE },
  failing: { word: __('Failing', 'warp'), colour: 'bad', shape: CROSS },
  paused: { word: __('Paused', 'warp'), colour: 'warn', shape: BARS },
  off: { word: __('Off', 'warp'), colour: '', shape: RING },
  active: { word: __('Active', 'warp'), colour: 'good', shape: TICK },
  silent: { word: __('Silent', 'warp'), colour: 'warn', shape: DASH },
  not_installed: { word: __('Not installed', 'warp'), colour: '', shape: RING },
  error: { word: __('Error', 'warp'), colour: 'bad', shape: CROSS },
};

/** A state as the core tells it: a word, a shape and a colour. Its sentence stands beside or below. */
export function StateBadge({ state }: { state: DestinationState | SiteState }) {
  const { word, colour, shape } = LOOKS[state];
  return (
    <span className={`badge shaped ${colour}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d={shape} />
      </svg>
      {word}
    </span>
  );
}
