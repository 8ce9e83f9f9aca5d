import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { chevronDown, chevronUp, pencil, trash } from '@wordpress/icons';
import { useEffect, useState } from 'react';
import { below } from '../../api/field-errors.js';
import type { FieldError } from '../../api/types.js';
import { Empty } from '../../components/States.js';
import { type DraftRule, EMPTY_RULE } from './draft.js';
import { movedAt, replacedAt, withoutAt } from './lists.js';
import { RuleEditor, type Suggestions } from './RuleEditor.js';
import { sentenceOf } from './sentence.js';

export interface EventRulesProps {
  readonly rules: readonly DraftRule[];
  readonly suggestions: Suggestions;
  /** Fields begin with the rule's number. */
  readonly errors: readonly FieldError[];
  readonly canEdit: boolean;
  readonly onChange: (rules: readonly DraftRule[]) => void;
}

/** What a destination does differently with some events: a sentence each, one of them open as a form. */
export function EventRules({ rules, suggestions, errors, canEdit, onChange }: EventRulesProps) {
  const [open, setOpen] = useState<number>();
  const faulty = rules.findIndex((_, index) => below(`${index}.`, errors).length > 0);
  useEffect(() => {
    if (faulty >= 0) setOpen(faulty);
  }, [errors, faulty]);
  const move = (index: number, by: 1 | -1): void => {
    onChange(movedAt(rules, index, by));
    if (open === index) setOpen(index + by);
    else if (open === index + by) setOpen(index);
  };
  return (
    <>
      {rules.length === 0 && (
        <Empty title={__('No rule', 'warp')}>
          <span>{__('Events are sent as they are. A rule leaves some out, renames them, or changes their parameters.', 'warp')}</span>
        </Empty>
      )}
      {rules.length > 1 && <p className="soft rules-note">{__('Applied from top to bottom. Each looks at the event as it was recorded.', 'warp')}</p>}
      <ol className="rules">
        {rules.map((rule, index) => (
          <li key={index} className={open === index ? 'open' : ''}>
            <div className="rule-head">
              <RuleSentence rule={rule} />
              {canEdit && (
                <div className="rule-actions">
                  <Button
                    icon={pencil}
                    size="small"
                    // translators: %s: a number.
                    label={sprintf(__('Edit rule %s', 'warp'), String(index + 1))}
                    aria-expanded={open === index}
                    onClick={() => setOpen(open === index ? undefined : index)}
                  />
                  <Button icon={chevronUp} size="small" label={__('Earlier', 'warp')} disabled={index === 0} onClick={() => move(index, -1)} />
                  <Button icon={chevronDown} size="small" label={__('Later', 'warp')} disabled={index === rules.length - 1} onClick={() => move(index, 1)} />
                  <Button
                    icon={trash}
                    size="small"
                    label={__('Remove rule', 'warp')}
                    onClick={() => {
                      setOpen(undefined);
                      onChange(withoutAt(rules, index));
                    }}
                  />
                </div>
              )}
            </div>
            {open === index && <RuleEditor rule={rule} suggestions={suggestions} errors={below(`${index}.`, errors)} onChange={(changed) => onChange(replacedAt(rules, index, changed))} />}
          </li>
        ))}
      </ol>
      {canEdit && (
        <Button
          variant="secondary"
          onClick={() => {
            onChange([...rules, EMPTY_RULE]);
            setOpen(rules.length);
          }}
        >
          {__('Add rule', 'warp')}
        </Button>
      )}
    </>
  );
}

function RuleSentence({ rule }: { rule: DraftRule }) {
  const { which, what } = sentenceOf(rule);
  return (
    <p className="rule-sentence">
      <b>{which}</b> <span className={rule.send ? '' : 'soft'}>{what}.</span>
    </p>
  );
}
