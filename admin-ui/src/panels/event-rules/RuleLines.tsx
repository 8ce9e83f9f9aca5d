import { Button } from '@wordpress/components';
import { closeSmall } from '@wordpress/icons';
import type { ReactNode } from 'react';
import type { FieldError } from '../../api/types.js';
import { Fault } from '../../components/Fault.js';
import { replacedAt, withoutAt } from './lists.js';

/** What a list of lines shares, whatever a line is. */
export interface LinesProps<Line> {
  readonly lines: readonly Line[];
  readonly onChange: (lines: readonly Line[]) => void;
  /** Fields begin with the line's number. */
  readonly errors: readonly FieldError[];
}

interface RuleLinesProps<Line> extends LinesProps<Line> {
  /** What a new line is. */
  readonly empty: Line;
  /** Fields of a line that may be wrong. */
  readonly fields: readonly string[];
  /** Read to those who do not see the line; counted from 1. */
  readonly nameOf: (number: number) => string;
  /** Said before the line. */
  readonly wordOf: (index: number) => string;
  readonly addLabel: string;
  readonly removeLabel: string;
  readonly draw: (line: Line, onChange: (line: Line) => void) => ReactNode;
}

/** Lines of a rule that one adds, changes and removes; each with its own faults. */
export function RuleLines<Line>({ lines, onChange, errors, empty, fields, nameOf, wordOf, addLabel, removeLabel, draw }: RuleLinesProps<Line>) {
  return (
    <div className="rule-part">
      {lines.map((line, index) => (
        <div className="rule-line" key={index} role="group" aria-label={nameOf(index + 1)}>
          <span className="word">{wordOf(index)}</span>
          {draw(line, (changed) => onChange(replacedAt(lines, index, changed)))}
          <Button icon={closeSmall} size="small" label={removeLabel} onClick={() => onChange(withoutAt(lines, index))} />
          <div className="faults">
            {fields.map((field) => (
              <Fault key={field} errors={errors} field={`${index}.${field}`} />
            ))}
          </div>
        </div>
      ))}
      <Button size="small" variant="tertiary" onClick={() => onChange([...lines, empty])}>
        {addLabel}
      </Button>
    </div>
  );
}
