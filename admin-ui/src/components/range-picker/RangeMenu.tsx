import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type KeyboardEvent, useState } from 'react';
import type { Day } from '../../format/days.js';
import { useFormat } from '../../format/FormatProvider.js';
import { Calendar } from './Calendar.js';
import { canCompare, comparedDaysOf, type Days, daysOf, inOrder, PRESET_KEYS, PRESETS, type Range, type RangeComparison, type RangeState } from './range.js';
import { comparisonName, presetName } from './range-words.js';
import { DayFields } from './DayFields.js';

export interface RangeMenuProps {
  readonly state: RangeState;
  readonly today: Day;
  readonly onChange: (state: RangeState) => void;
  readonly onClose: () => void;
}

const COMPARISONS: readonly RangeComparison['is'][] = ['off', 'previous_period', 'previous_year', 'days'];

/** Periods, a calendar for days of one's own, and the comparison. A period holds at once; days do when both are chosen. */
export function RangeMenu({ state, today, onChange, onClose }: RangeMenuProps) {
  const { range, comparison } = state;
  /** Which days the calendar chooses. */
  const [target, setTarget] = useState<'range' | 'comparison'>('range');
  const [first, setFirst] = useState<Day>();

  const choose = (next: Range): void => {
    onChange({ range: next, comparison: canCompare(next) ? comparison : { is: 'off' } });
    onClose();
  };
  const setDays = (days: Days): void => onChange(target === 'range' ? { range: days, comparison } : { range, comparison: days });
  const pick = (day: Day): void => {
    setFirst(first === undefined ? day : undefined);
    if (first !== undefined) setDays(inOrder(first, day));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'text';
    const preset = PRESET_KEYS[event.key.toUpperCase()];
    if (preset !== undefined && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) choose({ is: 'preset', preset });
  };
  const compareWith = (is: RangeComparison['is']): void => {
    const align = 'align' in comparison ? comparison.align : 'weekday';
    if (is === 'off') onChange({ range, comparison: { is } });
    else if (is !== 'days') onChange({ range, comparison: { is, align } });
    else {
      // Begins as what the previous period would be.
      const days = comparedDaysOf({ range, comparison: comparison.is === 'off' ? { is: 'previous_period', align } : comparison }, today);
      if (days !== undefined) onChange({ range, comparison: { is, ...days } });
    }
    setTarget(is === 'days' ? 'comparison' : 'range');
    setFirst(undefined);
  };

  const chosen = target === 'range' ? daysOf(range, today) : comparison.is === 'days' ? comparison : undefined;
  return (
    <div className="warp-range-menu" role="dialog" aria-label={__('Choose a period', 'warp')} onKeyDown={onKeyDown}>
      <ul className="warp-range-presets" aria-label={__('Periods', 'warp')}>
        {PRESETS.map((preset) => (
          <li key={preset}>
            <button type="button" aria-pressed={range.is === 'preset' && range.preset === preset} onClick={() => choose({ is: 'preset', preset })}>
              <span>{presetName(preset)}</span>
              <kbd aria-hidden="true">{keyOf(preset)}</kbd>
            </button>
          </li>
        ))}
      </ul>
      <div className="warp-range-custom">
        {target === 'comparison' && <p className="warp-range-note">{__('Days to compare with', 'warp')}</p>}
        <DayFields key={`${target} ${chosen?.from ?? ''} ${chosen?.to ?? ''}`} from={chosen?.from} to={chosen?.to} latest={today} onChange={setDays} />
        <Calendar from={first ?? chosen?.from} to={first ?? chosen?.to} choosing={first !== undefined} today={today} latest={today} onPick={pick} />
        <Comparisons {...{ state, today }} onChoose={compareWith} onAlign={(align) => 'align' in comparison && onChange({ range, comparison: { ...comparison, align } })} />
        <div className="warp-range-actions">
          <Button variant="primary" size="compact" onClick={onClose}>
            {__('Done', 'warp')}
          </Button>
        </div>
      </div>
    </div>
  );
}

const keyOf = (preset: string): string | undefined => Object.entries(PRESET_KEYS).find(([, name]) => name === preset)?.[0];

interface ComparisonsProps {
  readonly state: RangeState;
  readonly today: Day;
  readonly onChoose: (is: RangeComparison['is']) => void;
  readonly onAlign: (align: 'weekday' | 'date') => void;
}

/** Each comparison with the days it comes to, before it is chosen. */
function Comparisons({ state: { range, comparison }, today, onChoose, onAlign }: ComparisonsProps) {
  const format = useFormat();
  const possible = canCompare(range);
  const align = 'align' in comparison ? comparison.align : 'weekday';
  const daysText = (is: RangeComparison['is']): string => {
    if (is === 'off' || (is === 'days' && comparison.is !== 'days')) return '';
    const days = comparedDaysOf({ range, comparison: is === 'days' ? comparison : { is, align } }, today);
    return days === undefined ? '' : format.dateRange(days.from, days.to);
  };
  return (
    <fieldset className="warp-range-compare" disabled={!possible}>
      <legend>{__('Compare with', 'warp')}</legend>
      {!possible && <p className="warp-range-note">{__('There is nothing before this period to compare it with.', 'warp')}</p>}
      {COMPARISONS.map((is) => (
        <label key={is}>
          <input type="radio" name="warp-comparison" checked={comparison.is === is} onChange={() => onChoose(is)} />
          <span>{comparisonName(is)}</span>
          <span className="warp-range-note">{daysText(is)}</span>
        </label>
      ))}
      {'align' in comparison && (
        <label className="warp-range-align">
          <input type="checkbox" checked={align === 'weekday'} onChange={(event) => onAlign(event.target.checked ? 'weekday' : 'date')} />
          <span>{__('Match days of the week', 'warp')}</span>
        </label>
      )}
    </fieldset>
  );
}
