import { FormToggle } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useId } from 'react';
import type { ControlProps } from '../components/form-field/FormField.js';
import type { FormContext } from './Field.js';
import type { FieldSchema } from '../api/field-schema.js';
import { choicesOf, defaultText, type FieldKind } from './schema.js';
import { TokenInput } from './TokenInput.js';
import { asList, fromText, SECRET_MASK, toText } from './values.js';

export interface ControlOfProps {
  readonly kind: Exclude<FieldKind, 'group' | 'items'>;
  readonly field: FieldSchema;
  readonly control: ControlProps;
  readonly value: unknown;
  readonly context: FormContext;
  readonly onChange: (value: unknown) => void;
}

/** The input of one field. */
export function Control({ kind, field, control, value, context, onChange }: ControlOfProps) {
  const placeholder = field['x-placeholder'] ?? defaultText(field);
  const suggestions = context.suggestions?.[field['x-control'] ?? field.items?.['x-control'] ?? ''];
  switch (kind) {
    case 'switch':
      return <FormToggle {...control} checked={value === true} onChange={({ target }) => onChange(target.checked)} />;
    case 'choice':
      return <Select {...{ field, control, value, onChange }} />;
    case 'radio':
      return <Radios {...{ field, control, value, onChange }} />;
    case 'checks':
      return <Checks {...{ field, control, value, onChange }} />;
    case 'tokens':
      return (
        <TokenInput
          control={control}
          values={asList(value).map(String)}
          placeholder={placeholder}
          {...(suggestions === undefined ? {} : { suggestions })}
          onChange={(values) => onChange(values.map((text) => fromText(text, field.items ?? {})))}
        />
      );
    case 'long-text':
      return <textarea {...control} className="warp-input" rows={4} placeholder={placeholder} value={toText(value)} onChange={({ target }) => onChange(fromText(target.value, field))} />;
    case 'secret':
      return (
        <input
          {...control}
          className="warp-input"
          type="password"
          autoComplete="new-password"
          placeholder={placeholder}
          value={toText(value)}
          onFocus={({ target }) => value === SECRET_MASK && target.select()}
          onChange={({ target }) => onChange(fromText(target.value, field))}
        />
      );
    case 'number':
    case 'text':
      return <Text {...{ field, control, value, onChange, placeholder }} suggestions={suggestions ?? []} isNumber={kind === 'number'} />;
  }
}

type InputProps = Pick<ControlOfProps, 'field' | 'control' | 'value' | 'onChange'>;

function Text({ field, control, value, onChange, placeholder, suggestions, isNumber }: InputProps & { readonly placeholder: string | undefined; readonly suggestions: readonly string[]; readonly isNumber: boolean }) {
  const listId = useId();
  return (
    <>
      <input
        {...control}
        className="warp-input"
        type={field.format === 'uri' ? 'url' : 'text'}
        inputMode={isNumber ? (field.type === 'integer' ? 'numeric' : 'decimal') : undefined}
        autoComplete="off"
        spellCheck={false}
        list={suggestions.length > 0 ? listId : undefined}
        placeholder={placeholder}
        value={toText(value)}
        onChange={({ target }) => onChange(fromText(target.value, field))}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  );
}

function Select({ field, control, value, onChange }: InputProps) {
  const choices = choicesOf(field);
  const known = choices.some((choice) => choice.value === value);
  return (
    <select {...control} className="warp-input" value={toText(value)} onChange={({ target }) => onChange(choices.find((choice) => String(choice.value) === target.value)?.value)}>
      {!known && <option value={toText(value)}>{value === undefined ? __('Choose …', 'warp') : toText(value)}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={String(choice.value)}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

function Radios({ field, control: { id, ...described }, value, onChange }: InputProps) {
  return (
    <div className="warp-choices" role="radiogroup" aria-labelledby={`${id}-name`} {...described}>
      {choicesOf(field).map((choice, index) => (
        <label key={choice.value}>
          <input type="radio" name={id} id={index === 0 ? id : undefined} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </div>
  );
}

function Checks({ field, control: { id, 'aria-required': _required, ...described }, value, onChange }: InputProps) {
  const chosen = asList(value);
  return (
    <div className="warp-choices" role="group" aria-labelledby={`${id}-name`} {...described}>
      {choicesOf(field.items ?? {}).map((choice, index) => (
        <label key={choice.value}>
          <input
            type="checkbox"
            id={index === 0 ? id : undefined}
            checked={chosen.includes(choice.value)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, choice.value] : chosen.filter((other) => other !== choice.value))}
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
