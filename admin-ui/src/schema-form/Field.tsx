import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { plus, trash } from '@wordpress/icons';
import { type ComponentType, useRef } from 'react';
import { type ControlProps, FormField } from '../components/form-field/FormField.js';
import { Control } from './Control.js';
import type { FormErrors } from './errors.js';
import type { FieldSchema } from '../api/field-schema.js';
import { defaultText, isRequired, kindOf, labelOf } from './schema.js';
import { asList, asValues, initialValues, type Path, SECRET_MASK, toText } from './values.js';

/** An input that whoever has the form draws, for an `x-control` of theirs: a site's events, a platform's accounts. */
export type CustomControl = ComponentType<{ readonly control: ControlProps; readonly field: FieldSchema; readonly value: unknown; readonly onChange: (value: unknown) => void }>;

/** What all fields of a form share. */
export interface FormContext {
  readonly errors: FormErrors;
  /** By `x-control`: the inputs that come from outside. */
  readonly controls?: Readonly<Record<string, CustomControl>>;
  /** By `x-control`: what is offered while typing. */
  readonly suggestions?: Readonly<Record<string, readonly string[]>>;
  /** Required fields that something else fills in, such as a connected account. */
  readonly filledElsewhere: readonly string[];
  readonly onChange: (path: Path, value: unknown) => void;
}

export interface FieldProps {
  readonly name: string;
  readonly field: FieldSchema;
  readonly parent: FieldSchema;
  readonly path: Path;
  readonly value: unknown;
  readonly context: FormContext;
}

/** One field of a schema, whatever it is: a group holds fields again. */
export function Field(props: FieldProps) {
  const { name, field, parent, path, value, context } = props;
  const kind = kindOf(field);
  if (kind === 'group') return <Group {...props} />;
  if (kind === 'items') return <Items {...props} />;
  const errors = context.errors.get(path.join('.'));
  const Custom = context.controls?.[field['x-control'] ?? ''];
  const onChange = (next: unknown): void => context.onChange(path, next);
  return (
    <FormField
      label={labelOf(name, field)}
      help={helpOf(field, value)}
      error={errors?.join(' ')}
      required={isRequired(name, parent, field) && !context.filledElsewhere.includes(path.join('.'))}
      inline={kind === 'switch'}
    >
      {(control) => (Custom === undefined ? <Control {...{ kind, field, control, value, context, onChange }} /> : <Custom {...{ control, field, value, onChange }} />)}
    </FormField>
  );
}

/** What a field is for, and its default once it says something else. */
function helpOf(field: FieldSchema, value: unknown): string {
  const usual = defaultText(field);
  return [
    field.description ?? '',
    value === SECRET_MASK ? __('Stored. Type to replace it.', 'warp') : '',
    /* translators: %s: a value */
    usual !== undefined && toText(value) !== toText(field.default) ? sprintf(__('Default: %s.', 'warp'), usual) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const Fields = ({ schema, path, values, context }: { schema: FieldSchema; path: Path; values: unknown; context: FormContext }) => (
  <>
    {Object.entries(schema.properties ?? {}).map(([name, field]) => (
      <Field key={name} name={name} field={field} parent={schema} path={[...path, name]} value={asValues(values)[name]} context={context} />
    ))}
  </>
);

const Errors = ({ context, path }: { context: FormContext; path: Path }) =>
  (context.errors.get(path.join('.')) ?? []).map((error) => (
    <p key={error} className="warp-field-error" role="alert">
      {error}
    </p>
  ));

function Group({ name, field, path, value, context }: FieldProps) {
  return (
    <fieldset className="warp-group">
      <legend>{labelOf(name, field)}</legend>
      {field.description !== undefined && <p className="warp-field-help">{field.description}</p>}
      <Errors context={context} path={path} />
      <Fields schema={field} path={path} values={value} context={context} />
    </fieldset>
  );
}

/** A list of groups: each can be removed, one more can be added, as far as the schema allows. */
function Items({ name, field, path, value, context }: FieldProps) {
  const list = asList(value);
  const frame = useRef<HTMLFieldSetElement>(null);
  const items = field.items ?? {};
  const itemName = items.title ?? labelOf(name, field);
  // After React has drawn what was added or taken away, the focus is where one goes on.
  const focusLater = (selector: string): void => void setTimeout(() => frame.current?.querySelector<HTMLElement>(selector)?.focus());
  return (
    <fieldset className="warp-group" ref={frame}>
      <legend>{labelOf(name, field)}</legend>
      {field.description !== undefined && <p className="warp-field-help">{field.description}</p>}
      <Errors context={context} path={path} />
      {list.map((item, index) => (
        <fieldset className="warp-item" key={index}>
          {/* translators: 1: what a list is of, 2: its place in the list */}
          <legend>{sprintf(__('%1$s %2$s', 'warp'), itemName, String(index + 1))}</legend>
          <Errors context={context} path={[...path, index]} />
          <Fields schema={items} path={[...path, index]} values={item} context={context} />
          <Button
            className="warp-item-remove"
            size="small"
            icon={trash}
            /* translators: 1: what a list is of, 2: its place in the list */
            label={sprintf(__('Remove %1$s %2$s', 'warp'), itemName, String(index + 1))}
            disabled={list.length <= (field.minItems ?? 0)}
            accessibleWhenDisabled
            onClick={() => {
              context.onChange(path, list.filter((_, at) => at !== index));
              focusLater(':scope > .components-button');
            }}
          />
        </fieldset>
      ))}
      <Button
        variant="secondary"
        size="compact"
        icon={plus}
        disabled={list.length >= (field.maxItems ?? Infinity)}
        accessibleWhenDisabled
        onClick={() => {
          context.onChange(path, [...list, initialValues(items)]);
          focusLater('.warp-item:last-of-type :is(input, select, textarea)');
        }}
      >
        {/* translators: %s: what a list is of */}
        {sprintf(__('Add %s', 'warp'), itemName)}
      </Button>
    </fieldset>
  );
}
