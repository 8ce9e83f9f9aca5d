import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { closeSmall } from '@wordpress/icons';
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react';
import type { ControlProps } from '../components/form-field/FormField.js';
import { partsOf } from './values.js';

export interface TokenInputProps {
  readonly control: ControlProps;
  readonly values: readonly string[];
  readonly placeholder?: string | undefined;
  /** Offered while typing. */
  readonly suggestions?: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Several short texts: Enter, a comma or leaving the field adds what was typed; Backspace takes the last one back. */
export function TokenInput({ control, values, placeholder, suggestions = [], onChange }: TokenInputProps) {
  const [typed, setTyped] = useState('');
  const listId = useId();
  const add = (text: string): void => {
    const added = partsOf(text).filter((part) => !values.includes(part));
    if (added.length > 0) onChange([...values, ...new Set(added)]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if ((event.key === 'Enter' && typed.trim() !== '') || event.key === ',') {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) {
      event.preventDefault();
      setTyped(values.at(-1)!);
      onChange(values.slice(0, -1));
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (partsOf(text).length < 2) return;
    event.preventDefault();
    add(typed + text);
  };
  return (
    <div className="warp-tokens" data-invalid={control['aria-invalid'] === true ? '' : undefined}>
      {values.map((value) => (
        <span className="warp-token" key={value}>
          <span>{value}</span>
          {/* translators: %s: one of several values */}
          <Button size="small" icon={closeSmall} label={sprintf(__('Remove %s', 'warp'), value)} showTooltip={false} onClick={() => onChange(values.filter((other) => other !== value))} />
        </span>
      ))}
      <input
        {...control}
        type="text"
        autoComplete="off"
        list={suggestions.length > 0 ? listId : undefined}
        placeholder={values.length === 0 ? placeholder : undefined}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => add(typed)}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions
            .filter((suggestion) => !values.includes(suggestion))
            .map((suggestion) => (
              <option key={suggestion} value={suggestion} />
            ))}
        </datalist>
      )}
    </div>
  );
}
