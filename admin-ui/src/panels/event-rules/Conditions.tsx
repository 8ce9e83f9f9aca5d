import { Button, SelectControl, TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { closeSmall } from '@wordpress/icons';
import { TESTS } from '../../api/event-rules.js';
import type { FieldError } from '../../api/types.js';
import { Fault } from '../states/Fault.js';
import { type DraftCondition, EMPTY_CONDITION, kindOfTest, needsValue } from './draft.js';
import { replacedAt, withoutAt } from './lists.js';
import { TEST_NAMES } from './sentence.js';
import { Value } from './Value.js';

export interface ConditionsProps {
  readonly conditions: readonly DraftCondition[];
  readonly onChange: (conditions: readonly DraftCondition[]) => void;
  /** Fields begin with the condition's number. */
  readonly errors: readonly FieldError[];
  /** Id of a list of fields to choose from. */
  readonly fieldList: string;
}

/** What must hold of an event, a line each. */
export function Conditions({ conditions, onChange, errors, fieldList }: ConditionsProps) {
  return (
    <div className="rule-part">
      {conditions.map((condition, index) => (
        <div
          className="rule-line"
          key={index}
          role="group"
          // translators: %s: a number.
          aria-label={sprintf(__('Condition %s', 'warp'), String(index + 1))}
        >
          <span className="word">{index === 0 ? __('where', 'warp') : __('and', 'warp')}</span>
          <Condition condition={condition} fieldList={fieldList} onChange={(changed) => onChange(replacedAt(conditions, index, changed))} />
          <Button icon={closeSmall} size="small" label={__('Remove condition', 'warp')} onClick={() => onChange(withoutAt(conditions, index))} />
          <div className="faults">
            <Fault errors={errors} field={`${index}.field`} />
            <Fault errors={errors} field={`${index}.value`} />
          </div>
        </div>
      ))}
      <Button size="small" variant="tertiary" onClick={() => onChange([...conditions, EMPTY_CONDITION])}>
        {__('Add condition', 'warp')}
      </Button>
    </div>
  );
}

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
