import { __ } from '@wordpress/i18n';

const DAY_MS = 86_400_000;

export const RANGES = [
  { id: 'today', name: __('Today', 'warp'), grain: 'hour' },
  { id: '7d', name: __('7 days', 'warp'), grain: 'day' },
  { id: '30d', name: __('30 days', 'warp'), grain: 'day' },
] as const;

export type Range = (typeof RANGES)[number];

const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The query a range means, by the viewer's own days. */
export function queryOf({ id }: Range): string {
  const query = new URLSearchParams({ timezone });
  if (id !== 'today') query.set('from', localDate(Date.now() - (id === '7d' ? 6 : 29) * DAY_MS));
  return query.toString();
}

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
