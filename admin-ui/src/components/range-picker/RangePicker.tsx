import { Button, Dropdown } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { calendar, chevronDown, chevronLeft, chevronRight, Icon } from '@wordpress/icons';
import { useFormat } from '../../format/FormatProvider.js';
import { dayIn } from '../../format/days.js';
import '../tokens.css';
import { RangeMenu } from './RangeMenu.js';
import './RangePicker.css';
import { comparedDaysOf, daysOf, type RangeState, shifted } from './range.js';
import { rangeName } from './range-words.js';

export interface RangePickerProps {
  readonly state: RangeState;
  readonly onChange: (state: RangeState) => void;
  /** The moment it is, for tests; otherwise now. */
  readonly now?: number;
}

/** What period is looked at and with what it is compared. The days it comes to, and whose zone they are in, always stand below. */
export function RangePicker({ state, onChange, now = Date.now() }: RangePickerProps) {
  const format = useFormat();
  const today = dayIn(format.timeZone, now);
  const days = daysOf(state.range, today);
  const compared = comparedDaysOf(state, today);
  const [back, on] = [shifted(state.range, -1, today), shifted(state.range, 1, today)];
  const name = rangeName(state.range, format);
  return (
    <div className="warp-range" role="group" aria-label={__('Period', 'warp')}>
      <div className="warp-range-line">
        <Button
          size="compact"
          icon={chevronLeft}
          label={__('Previous period', 'warp')}
          disabled={back === undefined}
          accessibleWhenDisabled
          onClick={() => back !== undefined && onChange({ ...state, range: back })}
        />
        <Dropdown
          popoverProps={{ placement: 'bottom-end', shift: true, inline: true, className: 'warp-range-popover' }}
          renderToggle={({ isOpen, onToggle }) => (
            <Button className="warp-range-toggle" aria-expanded={isOpen} aria-haspopup="dialog" onClick={onToggle} __next40pxDefaultSize>
              <Icon icon={calendar} size={20} />
              <span className="warp-range-name">{name}</span>
              <Icon icon={chevronDown} size={20} />
            </Button>
          )}
          renderContent={({ onClose }) => <RangeMenu state={state} today={today} onChange={onChange} onClose={onClose} />}
        />
        <Button
          size="compact"
          icon={chevronRight}
          label={__('Next period', 'warp')}
          disabled={on === undefined}
          accessibleWhenDisabled
          onClick={() => on !== undefined && onChange({ ...state, range: on })}
        />
      </div>
      <p className="warp-range-days">
        {[state.range.is === 'preset' && days !== undefined ? format.dateRange(days.from, days.to) : '', format.timeZone].filter(Boolean).join(' · ')}
        {compared !== undefined && (
          <span className="warp-range-compared">
            {/* translators: %s: days, such as Nov 1 – 28, 2026 */}
            {sprintf(__('compared with %s', 'warp'), format.dateRange(compared.from, compared.to))}
          </span>
        )}
      </p>
    </div>
  );
}
