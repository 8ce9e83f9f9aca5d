import { Button, SelectControl, TextControl, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import type { FieldError, FieldSchema } from '../api/types.js';
import { fromText, initialValues, label, toText, type Values } from './values.js';

export interface SchemaFormProps {
  readonly schema: FieldSchema;
  readonly values?: Values;
  /** Field names as the core reports them, after `errorPrefix`. */
  readonly errors?: readonly FieldError[];
  readonly errorPrefix?: string;
  /** Fields that are not shown; what they hold stays. */
  readonly hidden?: readonly string[];
  readonly submitLabel: string;
  readonly busy?: boolean;
  readonly onSubmit: (values: Values) => void;
  readonly onCancel?: () => void;
}

/** A form drawn from a JSON Schema. Secrets show a mask; sent back unchanged, it keeps the secret. */
export function SchemaForm({ schema, values, errors = [], errorPrefix = '', hidden = [], submitLabel, busy = false, onSubmit, onCancel }: SchemaFormProps) {
  const [current, setCurrent] = useState<Values>(() => initialValues(schema, values));
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(current);
      }}
    >
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => !hidden.includes(name))
        .map(([name, field]) => (
          <Field
            key={name}
            name={name}
            field={field}
            value={current[name]}
            error={sentenceOf(errors.find((error) => error.field === `${errorPrefix}${name}`))}
            onChange={(value) => setCurrent((before) => ({ ...before, [name]: value }))}
          />
        ))}
      <div className="actions">
        <Button variant="primary" type="submit" isBusy={busy} disabled={busy}>
          {submitLabel}
        </Button>
        {onCancel !== undefined && (
          <Button variant="tertiary" onClick={onCancel}>
            {__('Cancel', 'warp')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What the core says of a field, in the words of a form where its own name a field of the API. */
function sentenceOf(error: FieldError | undefined): string | undefined {
  switch (error?.rule) {
    case 'enter_again':
      return __('Enter this again. A secret is only for the place it was entered for, and you are changing where this destination sends.', 'warp');
    case 'vendor_address':
      return __('Only an admin may send to an address that is not the platform’s own.', 'warp');
    default:
      return error?.message;
  }
}

/** What stands for a stored secret; whatever is typed takes its place as a whole. */
const SECRET_MASK = '********';

interface FieldProps {
  readonly name: string;
  readonly field: FieldSchema;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

function Field({ name, field, value, error, onChange }: FieldProps) {
  return (
    <div>
      <Control name={name} field={field} value={value} error={error} onChange={onChange} />
      {error !== undefined && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function Control({ name, field, value, onChange }: FieldProps) {
  const shared = { label: label(name, field), help: field.description, __nextHasNoMarginBottom: true } as const;
  if (field.type === 'boolean') return <ToggleControl {...shared} checked={value === true} onChange={onChange} />;
  if (field.enum !== undefined)
    return (
      <SelectControl
        {...shared}
        __next40pxDefaultSize
        value={toText(value, field)}
        options={field.enum.map((word) => ({ label: word, value: word }))}
        onChange={onChange}
      />
    );
  return (
    <TextControl
      {...shared}
      __next40pxDefaultSize
      type={field.writeOnly === true ? 'password' : field.type === 'number' || field.type === 'integer' ? 'number' : 'text'}
      autoComplete={field.writeOnly === true ? 'new-password' : 'off'}
      placeholder={field['x-placeholder']}
      value={toText(value, field)}
      onFocus={(event) => value === SECRET_MASK && event.target.select()}
      onChange={(text) => onChange(fromText(text, field))}
    />
  );
}
