import { TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useId } from 'react';
import { below } from '../../api/field-errors.js';
import type { FieldError } from '../../api/types.js';
import { Fault } from '../../components/Fault.js';
import { Conditions } from './Conditions.js';
import type { DraftRule } from './draft.js';
import { Parameters } from './Parameters.js';

/** What an owner may choose from; anything else may be typed. */
export interface Suggestions {
  readonly events: readonly string[];
  /** By their wire names, such as `event_data.value`. */
  readonly fields: readonly string[];
}

export interface RuleEditorProps {
  readonly rule: DraftRule;
  readonly suggestions: Suggestions;
  /** By the rule's own fields. */
  readonly errors: readonly FieldError[];
  readonly onChange: (rule: DraftRule) => void;
}

/** One rule as a form that reads from top to bottom: which events, and what happens to them. */
export function RuleEditor({ rule, suggestions, errors, onChange }: RuleEditorProps) {
  const [eventList, fieldList] = [useId(), useId()];
  const change = (fields: Partial<DraftRule>): void => onChange({ ...rule, ...fields });
  return (
    <div className="rule-form">
      <Options id={eventList} values={['*', ...suggestions.events]} />
      <Options id={fieldList} values={suggestions.fields} />
      <div className="rule-block">
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          className="code"
          label={__('Which events', 'warp')}
          help={__('The name of an event, or * for every event.', 'warp')}
          placeholder="purchase"
          list={eventList}
          autoComplete="off"
          // A new rule begins here.
          autoFocus={rule.event === ''}
          value={rule.event}
          onChange={(event) => change({ event })}
        />
        <Fault errors={errors} field="event" />
        <Conditions lines={rule.when} errors={below('when.', errors)} fieldList={fieldList} onChange={(when) => change({ when })} />
      </div>
      <div className="rule-block">
        <span className="rule-label">{__('What happens to them', 'warp')}</span>
        <div className="tabs" role="group" aria-label={__('What happens to them', 'warp')}>
          <button type="button" aria-pressed={rule.send} onClick={() => change({ send: true })}>
            {__('Send them', 'warp')}
          </button>
          <button type="button" aria-pressed={!rule.send} onClick={() => change({ send: false })}>
            {__('Leave them out', 'warp')}
          </button>
        </div>
        {rule.send && <Changes rule={rule} change={change} errors={errors} fieldList={fieldList} />}
      </div>
    </div>
  );
}

interface ChangesProps {
  readonly rule: DraftRule;
  readonly change: (fields: Partial<DraftRule>) => void;
  readonly errors: readonly FieldError[];
  readonly fieldList: string;
}

const Changes = ({ rule, change, errors, fieldList }: ChangesProps) => (
  <>
    <div className="rule-pair">
      <div>
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          className="code"
          label={__('Send as', 'warp')}
          help={__('Empty: the name stays.', 'warp')}
          placeholder={rule.event === '*' ? '' : rule.event}
          autoComplete="off"
          value={rule.rename}
          onChange={(rename) => change({ rename })}
        />
        <Fault errors={errors} field="rename" />
      </div>
      <div>
        <TextControl
          __nextHasNoMarginBottom
          __next40pxDefaultSize
          className="code"
          label={__('Remove parameters', 'warp')}
          help={__('Names with commas between.', 'warp')}
          placeholder="coupon, tax"
          autoComplete="off"
          value={rule.remove}
          onChange={(remove) => change({ remove })}
        />
        <Fault errors={errors} field="remove" />
      </div>
    </div>
    <Parameters lines={rule.set} errors={below('set.', errors)} fieldList={fieldList} onChange={(set) => change({ set })} />
  </>
);

const Options = ({ id, values }: { id: string; values: readonly string[] }) => (
  <datalist id={id}>
    {values.map((value) => (
      <option key={value} value={value} />
    ))}
  </datalist>
);
