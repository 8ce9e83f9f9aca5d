import type { EventSelection } from '../../api/event-rules.js';
import { type DraftRule, draftOf, ruleOf } from './draft.js';

/** A destination's selection and rules as they are edited. */
export interface DraftSelection {
  readonly mode: EventSelection['mode'];
  readonly selected: readonly string[];
  readonly rules: readonly DraftRule[];
}

export const draftSelectionOf = ({ mode, selected = [], rules = [] }: EventSelection): DraftSelection => ({ mode, selected, rules: rules.map(draftOf) });

export const selectionOf = ({ mode, selected, rules }: DraftSelection): EventSelection => ({
  mode,
  ...(mode === 'selected' ? { selected } : {}),
  rules: rules.map(ruleOf),
});

/** Whether two drafts mean the same. */
export const isSame = (one: DraftSelection, other: DraftSelection): boolean => JSON.stringify(selectionOf(one)) === JSON.stringify(selectionOf(other));
