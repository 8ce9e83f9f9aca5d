import { SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { type DraftParameter, EMPTY_PARAMETER } from './draft.js';
import { type LinesProps, RuleLines } from './RuleLines.js';
import { Value } from './Value.js';

export interface ParametersProps extends LinesProps<DraftParameter> {
  /** Id of a list of fields to choose from. */
  readonly fieldList: string;
}

/** Parameters that are set, to another field's value or to a fixed one, a line each. */
export const Parameters = ({ fieldList, ...props }: ParametersProps) => (
  <RuleLines
    {...props}
    empty={EMPTY_PARAMETER}
    fields={['parameter', 'from', 'value']}
    // translators: %s: a number.
    nameOf={(number) => sprintf(__('Parameter %s', 'warp'), String(number))}
    wordOf={() => __('set', 'warp')}
    addLabel={__('Set a parameter', 'warp')}
    removeLabel={__('Remove parameter', 'warp')}
    draw={(parameter, onChange) => <ParameterLine parameter={parameter} fieldList={fieldList} onChange={onChange} />}
  />
);

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
