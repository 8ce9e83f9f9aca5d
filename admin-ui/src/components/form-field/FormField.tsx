import { VisuallyHidden } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type ReactNode, useId } from 'react';
import '../tokens.css';
import './FormField.css';

/** What ties a control to its label, help and error; spread it over the input. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

export interface FormFieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong, in a sentence that says what would be right. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** The control stands before its label: switches and check boxes. */
  readonly inline?: boolean;
  /** The label is read, not seen: where its place says what a field is. */
  readonly hideLabel?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A field of a form: label, control, help and error, each tied to the control for who does not see how they stand together. */
export function FormField({ label, help, error, required = false, inline = false, hideLabel = false, children }: FormFieldProps) {
  const id = useId();
  const [helpId, errorId] = [`${id}-help`, `${id}-error`];
  const hasHelp = help !== undefined && help !== '';
  const control = children({
    id,
    'aria-describedby': [error === undefined ? '' : errorId, hasHelp ? helpId : ''].filter(Boolean).join(' ') || undefined,
    'aria-invalid': error === undefined ? undefined : true,
    'aria-required': required ? true : undefined,
  });
  const labelElement = (
    <label className="warp-field-label" id={`${id}-name`} htmlFor={id}>
      {label}
    </label>
  );
  const head = hideLabel ? (
    <VisuallyHidden>{labelElement}</VisuallyHidden>
  ) : (
    <span className="warp-field-head">
      {labelElement}
      {required && (
        <span className="warp-field-required" aria-hidden="true" title={__('Required', 'warp')}>
          *
        </span>
      )}
    </span>
  );
  return (
    <div className={inline ? 'warp-field inline' : 'warp-field'}>
      {inline ? control : head}
      {inline ? head : control}
      {error !== undefined && (
        <p className="warp-field-error" id={errorId}>
          {error}
        </p>
      )}
      {hasHelp && (
        <p className="warp-field-help" id={helpId}>
          {help}
        </p>
      )}
    </div>
  );
}
