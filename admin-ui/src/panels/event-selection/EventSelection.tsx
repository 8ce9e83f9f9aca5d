import { Button, TextControl, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { EventType } from '../../api/deliveries.js';
import type { FieldError } from '../../api/types.js';
import { count } from '../../format.js';
import type { DraftSelection } from '../event-rules/selection.js';
import { Fault } from '../../components/Fault.js';

export interface EventSelectionProps {
  readonly selection: DraftSelection;
  /** Kinds of events the site has. */
  readonly types: readonly EventType[];
  readonly errors: readonly FieldError[];
  readonly canEdit: boolean;
  readonly onChange: (selection: DraftSelection) => void;
}

/** Which events a destination gets: a switch for each kind. */
export function EventSelection({ selection, types, errors, canEdit, onChange }: EventSelectionProps) {
  const { mode, selected } = selection;
  const isAll = mode === 'all';
  const numbers = new Map(types.map(({ event_type, events }) => [event_type, events]));
  const names = [...new Set([...numbers.keys(), ...selected])];
  const choose = (chosen: readonly string[]): void => onChange({ ...selection, mode: 'selected', selected: chosen });
  return (
    <div className="form">
      <div className="tabs" role="group" aria-label={__('Events that are sent', 'warp')}>
        <button type="button" aria-pressed={isAll} disabled={!canEdit} onClick={() => onChange({ ...selection, mode: 'all' })}>
          {__('All events', 'warp')}
        </button>
        <button type="button" aria-pressed={!isAll} disabled={!canEdit} onClick={() => choose(selected.length === 0 ? names : selected)}>
          {__('Only chosen ones', 'warp')}
        </button>
      </div>
      <p className="soft">{isAll ? __('Kinds of events that are new are sent, too. Switch one off to choose.', 'warp') : __('Kinds of events that are new are not sent until you switch them on.', 'warp')}</p>
      {names.length === 0 && <p className="soft">{__('The site has no events yet. Their kinds appear here with the first ones.', 'warp')}</p>}
      <ul className="switches">
        {names.map((name) => (
          <li key={name}>
            <ToggleControl
              __nextHasNoMarginBottom
              label={name}
              disabled={!canEdit}
              checked={isAll || selected.includes(name)}
              onChange={(on) => choose(on ? [...selected, name] : (isAll ? names : selected).filter((other) => other !== name))}
            />
            <span className="soft number" title={__('In the last 30 days', 'warp')}>
              {count(numbers.get(name) ?? 0)}
            </span>
          </li>
        ))}
      </ul>
      <Fault errors={errors} field="selected" />
      {canEdit && !isAll && <AnotherName onAdd={(name) => choose([...new Set([...selected, name])])} />}
    </div>
  );
}

/** For events that have not come yet. */
function AnotherName({ onAdd }: { onAdd: (name: string) => void }) {
  const [name, setName] = useState('');
  return (
    <form
      className="one-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        onAdd(name.trim());
        setName('');
      }}
    >
      <TextControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        hideLabelFromVision
        className="code"
        label={__('Another event', 'warp')}
        placeholder={__('Another event, such as generate_lead', 'warp')}
        autoComplete="off"
        value={name}
        onChange={setName}
      />
      <Button variant="secondary" type="submit">
        {__('Add', 'warp')}
      </Button>
    </form>
  );
}
