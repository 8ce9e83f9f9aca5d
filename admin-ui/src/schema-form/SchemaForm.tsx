import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FieldError } from '../api/types.js';
import '../components/tokens.css';
import { errorsByField } from './errors.js';
import { Field, type FormContext } from './Field.js';
import type { FieldSchema } from '../api/field-schema.js';
import './SchemaForm.css';
import { asValues, initialValues, type Values, withValue } from './values.js';

export interface SchemaFormProps extends Pick<FormContext, 'controls' | 'suggestions'> {
  readonly schema: FieldSchema;
  readonly values?: Values;
  /** Field names as the core reports them, after `errorPrefix`. */
  readonly errors?: readonly FieldError[];
  readonly errorPrefix?: string;
  /** Fields that are not shown; what they hold stays. */
  readonly hidden?: readonly string[];
  /** Required fields that need no filling in here, since something else does. */
  readonly filledElsewhere?: readonly string[];
  readonly submitLabel: string;
  readonly busy?: boolean;
  readonly onSubmit: (values: Values) => void;
  readonly onCancel?: () => void;
}

const NONE: readonly never[] = [];

/** A form drawn from a JSON Schema. Secrets show a mask; sent back unchanged, it keeps the secret. */
export function SchemaForm({ schema, values, errors = NONE, errorPrefix = '', hidden = NONE, filledElsewhere = NONE, submitLabel, busy = false, onSubmit, onCancel, controls, suggestions }: SchemaFormProps) {
  const [current, setCurrent] = useState<Values>(() => initialValues(schema, values));
  const form = useRef<HTMLFormElement>(null);
  const byField = useMemo(() => errorsByField(schema, errors, errorPrefix, hidden), [schema, errors, errorPrefix, hidden]);
  // Where the first error is, one goes on.
  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:is(input, select, textarea), [aria-invalid="true"] input')?.focus();
  }, [errors]);
  const context: FormContext = {
    errors: byField,
    filledElsewhere,
    onChange: (path, value) => setCurrent((before) => asValues(withValue(before, path, value))),
    ...(controls === undefined ? {} : { controls }),
    ...(suggestions === undefined ? {} : { suggestions }),
  };
  return (
    <form
      className="warp-form"
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(current);
      }}
    >
      {(byField.get('') ?? []).map((error) => (
        <p key={error} className="warp-field-error" role="alert">
          {error}
        </p>
      ))}
      {Object.entries(schema.properties ?? {})
        .filter(([name]) => !hidden.includes(name))
        .map(([name, field]) => (
          <Field key={name} name={name} field={field} parent={schema} path={[name]} value={current[name]} context={context} />
        ))}
      <div className="warp-form-actions">
        <Button variant="primary" type="submit" disabled={busy} accessibleWhenDisabled>
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
