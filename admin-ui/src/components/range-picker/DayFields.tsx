import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { type Day, isDay } from '../../format/days.js';
import { FormField } from '../form-field/FormField.js';
import { type Days, inOrder } from './range.js';

export interface DayFieldsProps {
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly latest: Day;
  readonly onChange: (days: Days) => void;
}

/** First and last day to type in; they hold when both are days and the field is left, or Enter is pressed. */
export function DayFields({ from = '', to = '', latest, onChange }: DayFieldsProps) {
  const [typed, setTyped] = useState({ from, to });
  const [faults, setFaults] = useState<{ readonly from?: string | undefined; readonly to?: string | undefined }>({});
  const faultOf = (text: string): string | undefined => (isDay(text) && text <= latest ? undefined : isDay(text) ? __('This day is still to come.', 'warp') : __('Write a day as 2026-11-28.', 'warp'));
  const commit = (): void => {
    if (typed.from === from && typed.to === to) return;
    const found = { from: faultOf(typed.from), to: faultOf(typed.to) };
    setFaults(found);
    if (found.from === undefined && found.to === undefined) onChange(inOrder(typed.from, typed.to));
  };
  return (
    <div className="warp-range-fields">
      {(['from', 'to'] as const).map((name) => (
        <FormField key={name} label={name === 'from' ? __('From', 'warp') : __('To', 'warp')} error={faults[name]}>
          {(control) => (
            <input
              {...control}
              className="warp-input"
              type="text"
              inputMode="numeric"
              placeholder="2026-11-28"
              value={typed[name]}
              onChange={({ target }) => setTyped({ ...typed, [name]: target.value.trim() })}
              onBlur={commit}
              onKeyDown={(event) => event.key === 'Enter' && commit()}
            />
          )}
        </FormField>
      ))}
    </div>
  );
}
