import { Button, SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { closeSmall } from '@wordpress/icons';
import type { FieldError } from '../../api/types.js';
import { Fault } from '../states/Fault.js';
import { type DraftParameter, EMPTY_PARAMETER } from './draft.js';
import { replacedAt, withoutAt } from './lists.js';
import { Value } from './Value.js';

export interface ParametersProps {
  readonly parameters: readonly DraftParameter[];
  readonly onChange: (parameters: readonly DraftParameter[]) => void;
  /** Fields begin with the parameter's number. */
  readonly errors: readonly FieldError[];
  /** Id of a list of fields to choose from. */
  readonly fieldList: string;
}

/** Parameters that are set, to another field's value or to a fixed one, a line each. */
export function Parameters({ parameters, onChange, errors, fieldList }: ParametersProps) {
  return (
    <div className="rule-part">
      {parameters.map((parameter, index) => (
        <div
          className="rule-line"
          key={index}
          role="group"
          // translators: %s: a number.
          aria-label={sprintf(__('Parameter %s', 'warp'), String(index + 1))}
        >
          <span className="word">{__('set', 'warp')}</span>
          <ParameterLine parameter={parameter} fieldList={fieldList} onChange={(changed) => onChange(replacedAt(parameters, index, changed))} />
          <Button icon={closeSmall} size="small" label={__('Remove parameter', 'warp')} onClick={() => onChange(withoutAt(parameters, index))} />
          <div className="faults">
            {['parameter', 'from', 'value'].map((field) => (
              <Fault key={field} errors={errors} field={`${index}.${field}`} />
            ))}
          </div>
        </div>
      ))}
      <Button size="small" variant="tertiary" onClick={() => onChange([...parameters, EMPTY_PARAMETER])}>
        {__('Set a parameter', 'warp')}
      </Button>
    </div>
  );
}

function ParameterLine({ parameter: line, onChange, fieldList }: { parameter: DraftParameter; onChange: (parameter: DraftParameter) => void; fieldList: string }) {
  const { parameter, by, from, kind, text } = line;
  return (
    <div className="controls">
      <TextControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        hideLabelFromVision
        className="code"
        label={__('Parameter', 'warp')}
        placeholder={__('Parameter', 'warp')}
        autoComplete="off"
        value={parameter}
        onChange={(next) => onChange({ ...line, parameter: next })}
      />
      <SelectControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        hideLabelFromVision
        label={__('To what', 'warp')}
        value={by}
        options={[
          { value: 'field', label: __('to the field', 'warp') },
          { value: 'value', label: __('to the value', 'warp') },
        ]}
        onChange={(next) => onChange({ ...line, by: next })}
      />
      {by === 'field' ? (
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          hideLabelFromVision
          className="code"
          label={__('Field', 'warp')}
          placeholder="event_data.value"
          list={fieldList}
          autoComplete="off"
          value={from}
          onChange={(next) => onChange({ ...line, from: next })}
        />
      ) : (
        <Value value={{ kind, text }} onChange={(value) => onChange({ ...line, ...value })} />
      )}
    </div>
  );
}
