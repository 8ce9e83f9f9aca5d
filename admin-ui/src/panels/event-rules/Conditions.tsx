import { SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { TESTS } from '../../api/event-rules.js';
import { type DraftCondition, EMPTY_CONDITION, kindOfTest, needsValue } from './draft.js';
import { type LinesProps, RuleLines } from './RuleLines.js';
import { TEST_NAMES } from './sentence.js';
import { Value } from './Value.js';

export interface ConditionsProps extends LinesProps<DraftCondition> {
  /** Id of a list of fields to choose from. */
  readonly fieldList: string;
}

/** What must hold of an event, a line each. */
export const Conditions = ({ fieldList, ...props }: ConditionsProps) => (
  <RuleLines
    {...props}
    empty={EMPTY_CONDITION}
    fields={['field', 'value']}
    // translators: %s: a number.
    nameOf={(number) => sprintf(__('Condition %s', 'warp'), String(number))}
    wordOf={(index) => (index === 0 ? __('where', 'warp') : __('and', 'warp'))}
    addLabel={__('Add condition', 'warp')}
    removeLabel={__('Remove condition', 'warp')}
    draw={(condition, onChange) => <Condition condition={condition} fieldList={fieldList} onChange={onChange} />}
  />
);

function Condition({ condition, onChange, fieldList }: { condition: DraftCondition; onChange: (condition: DraftCondition) => void; fieldList: string }) {
  const { field, test, kind, text } = condition;
  return (
    <div className="controls">
      <TextControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        hideLabelFromVision
        className="code"
        label={__('Field', 'warp')}
        placeholder="event_data.value"
        list={fieldList}
        autoComplete="off"
        value={field}
        onChange={(next) => onChange({ ...condition, field: next })}
      />
      <SelectControl
        __nextHasNoMarginBottom
        __next40pxDefaultSize
        hideLabelFromVision
        label={__('Test', 'warp')}
        value={test}
        options={TESTS.map((value) => ({ value, label: TEST_NAMES[value] }))}
        onChange={(next) => onChange({ ...condition, test: next })}
      />
      {needsValue(test) && <Value value={{ kind, text }} only={kindOfTest(test)} onChange={(value) => onChange({ ...condition, ...value })} />}
    </div>
  );
}
