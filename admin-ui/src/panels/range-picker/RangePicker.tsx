import { __ } from '@wordpress/i18n';
import type { Period } from '../../api/core-api.js';

const DAY_MS = 86_400_000;

export const RANGES = [
  { id: 'today', name: __('Today', 'warp'), grain: 'hour' },
  { id: '7d', name: __('7 days', 'warp'), grain: 'day' },
  { id: '30d', name: __('30 days', 'warp'), grain: 'day' },
] as const;

export type Range = (typeof RANGES)[number];

const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The period a range means now, by the viewer's own days. */
export const periodOf = ({ id }: Range): Period => ({ timezone, ...(id === 'today' ? {} : { from: localDate(Date.now() - (id === '7d' ? 6 : 29) * DAY_MS) }) });

/** By its name in an address. */
export const rangeOf = (id: string | null): Range => RANGES.find((range) => range.id === id) ?? RANGES[0];

const localDate = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);

export const RangePicker = ({ range, onChange }: { range: Range; onChange: (range: Range) => void }) => (
  <div className="tabs" role="group" aria-label={__('Period', 'warp')}>
    {RANGES.map((choice) => (
      <button key={choice.id} type="button" aria-pressed={choice.id === range.id} onClick={() => onChange(choice)}>
        {choice.name}
      </button>
    ))}
  </div>
);
