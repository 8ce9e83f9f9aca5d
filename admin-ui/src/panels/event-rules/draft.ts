import type { Condition, EventRule, Parameter, Scalar, Test } from '../../api/event-rules.js';

/** What a typed value is meant as: the number 1001 and the text 1001 are not the same to a rule. */
export const KINDS = ['text', 'number', 'switch'] as const;
export type Kind = (typeof KINDS)[number];

export interface DraftValue {
  readonly kind: Kind;
  /** As typed; a switch is `true` or `false`. */
  readonly text: string;
}

export interface DraftCondition extends DraftValue {
  readonly field: string;
  readonly test: Test;
}

export interface DraftParameter extends DraftValue {
  readonly parameter: string;
  readonly by: 'field' | 'value';
  readonly from: string;
}

/** A rule as it is edited: everything there, empty where the rule says nothing. */
export interface DraftRule {
  readonly event: string;
  readonly when: readonly DraftCondition[];
  readonly send: boolean;
  readonly rename: string;
  readonly set: readonly DraftParameter[];
  /** Names separated by commas. */
  readonly remove: string;
}

export const EMPTY_RULE: DraftRule = { event: '', when: [], send: true, rename: '', set: [], remove: '' };
export const EMPTY_CONDITION: DraftCondition = { field: '', test: 'equals', kind: 'text', text: '' };
export const EMPTY_PARAMETER: DraftParameter = { parameter: '', by: 'value', from: '', kind: 'text', text: '' };

/** Tests that compare with nothing, and those that compare in one kind only. */
export const needsValue = (test: Test): boolean => test !== 'exists' && test !== 'missing';
export const kindOfTest = (test: Test): Kind | undefined => (test === 'greater' || test === 'less' ? 'number' : test === 'contains' ? 'text' : undefined);

export const draftOf = ({ event, when = [], send = true, rename = '', set = [], remove = [] }: EventRule): DraftRule => ({
  event,
  when: when.map(({ field, test, value }) => ({ field, test, ...draftValue(value) })),
  send,
  rename,
  set: set.map(({ parameter, from, value }) => ({ parameter, by: from === undefined ? 'value' : 'field', from: from ?? '', ...draftValue(value) })),
  remove: remove.join(', '),
});

/** What the draft means. What an event that is left out would have been changed into is not part of it. */
export function ruleOf({ event, when, send, rename, set, remove }: DraftRule): EventRule {
  const conditions = when.length === 0 ? {} : { when: when.map(conditionOf) };
  if (!send) return { event: event.trim(), ...conditions, send };
  const removed = namesOf(remove);
  return {
    event: event.trim(),
    ...conditions,
    ...(rename.trim() === '' ? {} : { rename: rename.trim() }),
    ...(set.length === 0 ? {} : { set: set.map(parameterOf) }),
    ...(removed.length === 0 ? {} : { remove: removed }),
  };
}

const conditionOf = ({ field, test, ...value }: DraftCondition): Condition => ({
  field: field.trim(),
  test,
  ...(needsValue(test) ? given(valueOf({ ...value, kind: kindOfTest(test) ?? value.kind })) : {}),
});

const parameterOf = ({ parameter, by, from, ...value }: DraftParameter): Parameter => ({
  parameter: parameter.trim(),
  ...(by === 'field' ? { from: from.trim() } : given(valueOf(value))),
});

/** undefined: it is not what it is meant as, and the core shall say so. */
function valueOf({ kind, text }: DraftValue): Scalar | undefined {
  if (kind === 'switch') return text === 'true';
  if (kind === 'text') return text;
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

const given = (value: Scalar | undefined): { value?: Scalar } => (value === undefined ? {} : { value });

const draftValue = (value: Scalar | undefined): DraftValue => ({
  kind: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'switch' : 'text',
  text: value === undefined ? '' : String(value),
});

export const namesOf = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
