import { _n, sprintf } from '@wordpress/i18n';
import { count } from '../../format.js';

const DAY_HOURS = 24;

/** Hours as days where they are whole days. */
export function windowText(hours: number): string {
  const days = hours / DAY_HOURS;
  return Number.isInteger(days)
    ? // translators: %s: a number.
      sprintf(_n('%s day', '%s days', days, 'warp'), count(days))
    : // translators: %s: a number.
      sprintf(_n('%s hour', '%s hours', hours, 'warp'), count(hours));
}
