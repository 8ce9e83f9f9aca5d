import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { chevronLeft, chevronRight } from '@wordpress/icons';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { addDays, addMonths, type Day, daysBetween, endOfMonth, startOfMonth, startOfWeek } from '../../format/days.js';
import { useFormat } from '../../format/FormatProvider.js';

export interface CalendarProps {
  /** The chosen days; while only the first is chosen, both are it. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** The first day is chosen and the last is not: what lies under the pointer shows as chosen. */
  readonly choosing: boolean;
  readonly today: Day;
  /** Days after it cannot be chosen. */
  readonly latest: Day;
  readonly onPick: (day: Day) => void;
}

const STEPS: Readonly<Record<string, (day: Day, firstWeekday: number) => Day>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: startOfWeek,
  End: (day, firstWeekday) => addDays(startOfWeek(day, firstWeekday), 6),
};

/** A month to choose days from. Keys as in the date grid of the ARIA Authoring Practices: arrows, Home and End, Page Up and Page Down. */
export function Calendar({ from, to, choosing, today, latest, onPick }: CalendarProps) {
  const format = useFormat();
  const titleId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [month, setMonth] = useState(startOfMonth(to ?? today));
  const [focused, setFocused] = useState(to ?? today);
  const [pointed, setPointed] = useState<Day>();
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [focused]);
  useEffect(() => {
    if (to === undefined) return;
    setMonth(startOfMonth(to));
    setFocused(to);
  }, [to]);

  const shown = choosing && from !== undefined && pointed !== undefined ? [from, pointed].sort() : [from, to];
  const show = (next: Day): void => {
    setMonth(next);
    setFocused(next > latest ? latest : next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = step(focused, format.firstWeekday);
    const day = next > latest ? latest : next;
    moved.current = true;
    setFocused(day);
    setMonth(startOfMonth(day));
    setPointed(day);
  };

  const first = startOfWeek(month, format.firstWeekday);
  const weeks = Math.ceil((daysBetween(first, endOfMonth(month)) + 1) / 7);
  const weekdays = Array.from({ length: 7 }, (_, index) => (index + format.firstWeekday) % 7);
  const [short, long] = [format.weekdays('short'), format.weekdays('long')];
  return (
    <div className="warp-calendar">
      <div className="warp-calendar-head">
        <Button size="compact" icon={chevronLeft} label={__('Previous month', 'warp')} onClick={() => show(addMonths(month, -1))} />
        <span className="warp-calendar-title" id={titleId} aria-live="polite">
          {format.month(month)}
        </span>
        <Button size="compact" icon={chevronRight} label={__('Next month', 'warp')} disabled={addMonths(month, 1) > latest} accessibleWhenDisabled onClick={() => show(addMonths(month, 1))} />
      </div>
      <table role="grid" aria-labelledby={titleId} ref={grid} onKeyDown={onKeyDown} onPointerLeave={() => setPointed(undefined)}>
        <thead>
          <tr>
            {weekdays.map((day) => (
              <th key={day} scope="col" abbr={long[day]}>
                {short[day]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: weeks }, (_, week) => (
            <tr key={week}>
              {Array.from({ length: 7 }, (_, index) => {
                const day = addDays(first, week * 7 + index);
                if (day < month || day > endOfMonth(month)) return <td key={day} />;
                const isIn = shown[0] !== undefined && shown[1] !== undefined && day >= shown[0] && day <= shown[1];
                return (
                  <td
                    key={day}
                    role="gridcell"
                    aria-selected={isIn}
                    className={[isIn ? 'in' : '', isIn && day === shown[0] ? 'first' : '', isIn && day === shown[1] ? 'last' : ''].join(' ').trim()}
                  >
                    <button
                      type="button"
                      tabIndex={day === focused ? 0 : -1}
                      disabled={day > latest}
                      aria-label={format.longDate(day)}
                      aria-current={day === today ? 'date' : undefined}
                      onClick={() => {
                        setFocused(day);
                        onPick(day);
                      }}
                      onPointerEnter={() => setPointed(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
