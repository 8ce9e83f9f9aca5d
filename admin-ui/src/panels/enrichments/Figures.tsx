import { __, _n, sprintf } from '@wordpress/i18n';
import type { Enrichment } from '../../api/enrichments.js';
import { count, percent } from '../../format.js';

/** What a source did today, and what of the month's look-ups is left. */
export function Figures({ enrichment }: { enrichment: Enrichment }) {
  const { today, quota } = enrichment;
  const without = today.failures + today.over_budget + today.while_resting;
  const parts = [
    // translators: %s: a number.
    sprintf(_n('%s look-up today', '%s look-ups today', today.lookups, 'warp'), count(today.lookups)),
    // translators: %s: a percentage.
    ...(today.cache_hit_rate === null ? [] : [sprintf(__('%s from memory', 'warp'), percent(today.cache_hit_rate))]),
    ...(today.average_ms === null ? [] : [callTime(today.average_ms)]),
    // translators: %s: a number.
    ...(without === 0 ? [] : [sprintf(_n('%s event went on without it', '%s events went on without it', without, 'warp'), count(without))]),
  ];
  return (
    <div className="soft number">
      <div>{parts.join(' · ')}</div>
      {quota !== null && <div>{quotaText(quota)}</div>}
    </div>
  );
}

// translators: %s: a number of milliseconds.
const callTime = (ms: number): string => (ms < 1 ? __('under 1 ms a request', 'warp') : sprintf(__('%s ms a request', 'warp'), count(ms)));

const quotaText = ({ used, limit }: NonNullable<Enrichment['quota']>): string =>
  limit === null
    ? // translators: %s: a number.
      sprintf(_n('%s request this month, no limit', '%s requests this month, no limit', used, 'warp'), count(used))
    : // translators: 1: a number, 2: a number, 3: a percentage.
      sprintf(__('%1$s of %2$s requests this month (%3$s)', 'warp'), count(used), count(limit), percent(used / limit));
