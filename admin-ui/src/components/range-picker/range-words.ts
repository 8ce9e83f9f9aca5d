import { __, sprintf } from '@wordpress/i18n';
import type { Format } from '../../format/format.js';
import type { Preset, Range, RangeComparison } from './range.js';

/** What a period is called. */
export function presetName(preset: Preset): string {
  switch (preset) {
    case 'realtime':
      return __('Last 30 minutes', 'warp');
    case 'today':
      return __('Today', 'warp');
    case 'yesterday':
      return __('Yesterday', 'warp');
    case '7d':
      return lastDays(7);
    case '28d':
      return lastDays(28);
    case '30d':
      return lastDays(30);
    case '90d':
      return lastDays(90);
    case 'month':
      return __('Month to date', 'warp');
    case 'last_month':
      return __('Last month', 'warp');
    case 'quarter':
      return __('Quarter to date', 'warp');
    case 'year':
      return __('Year to date', 'warp');
    case '12mo':
      return __('Last 12 months', 'warp');
    case 'all':
      return __('All time', 'warp');
  }
}

/* translators: %s: a number of days */
const lastDays = (days: number): string => sprintf(__('Last %s days', 'warp'), String(days));

export const rangeName = (range: Range, format: Format): string => (range.is === 'preset' ? presetName(range.preset) : format.dateRange(range.from, range.to));

export function comparisonName(is: RangeComparison['is']): string {
  switch (is) {
    case 'off':
      return __('No comparison', 'warp');
    case 'previous_period':
      return __('Previous period', 'warp');
    case 'previous_year':
      return __('Same period last year', 'warp');
    case 'days':
      return __('Custom period', 'warp');
  }
}
