import { __, sprintf } from '@wordpress/i18n';
import type { DestinationFigures as Figures } from '../../api/deliveries.js';
import { count, percent } from '../../format.js';
import { Totals } from '../totals/Totals.js';

/** A destination over the last 24 hours. */
export const DestinationFigures = ({ figures }: { figures: Figures }) => (
  <Totals
    totals={[
      { label: __('Arrived', 'warp'), value: count(figures.sent) },
      { label: __('Failed', 'warp'), value: count(figures.failed) },
      { label: __('Waiting', 'warp'), value: count(figures.waiting) },
      { label: __('Success', 'warp'), value: figures.success_rate === null ? '–' : percent(figures.success_rate) },
      { label: __('Half within', 'warp'), value: duration(figures.p50_ms) },
      { label: __('95% within', 'warp'), value: duration(figures.p95_ms) },
    ]}
  />
);

const SECOND_MS = 1_000;

function duration(ms: number | null): string {
  if (ms === null) return '–';
  // translators: %s: a number of milliseconds.
  if (ms < SECOND_MS) return sprintf(__('%s ms', 'warp'), count(Math.round(ms)));
  // translators: %s: a number of seconds.
  return sprintf(__('%s s', 'warp'), (ms / SECOND_MS).toFixed(1));
}
