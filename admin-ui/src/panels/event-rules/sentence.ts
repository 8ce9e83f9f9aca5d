import { __, sprintf } from '@wordpress/i18n';
import type { Test } from '../../api/event-rules.js';
import { type DraftCondition, type DraftParameter, type DraftRule, namesOf, needsValue } from './draft.js';

export const TEST_NAMES: Readonly<Record<Test, string>> = {
  equals: __('is', 'warp'),
  not_equals: __('is not', 'warp'),
  contains: __('contains', 'warp'),
  greater: __('is more than', 'warp'),
  less: __('is less than', 'warp'),
  exists: __('is there', 'warp'),
  missing: __('is missing', 'warp'),
};

/** A rule in words: which events, and what happens to them. */
export interface Sentence {
  readonly which: string;
  readonly what: string;
}

export const sentenceOf = (rule: DraftRule): Sentence => ({
  which: [rule.event === '*' ? __('Every event', 'warp') : rule.event || '…', ...rule.when.map((condition, index) => `${index === 0 ? __('where', 'warp') : __('and', 'warp')} ${conditionText(condition)}`)].join(' '),
  what: whatOf(rule),
});

function whatOf({ send, rename, set, remove }: DraftRule): string {
  if (!send) return __('is left out', 'warp');
  const removed = namesOf(remove);
  const parts = [
    // translators: %s: name of an event.
    ...(rename === '' ? [] : [sprintf(__('is sent as %s', 'warp'), rename)]),
    // translators: %s: such as “amount = event_data.value”.
    ...(set.length === 0 ? [] : [sprintf(__('gets %s', 'warp'), set.map(parameterText).join(', '))]),
    // translators: %s: names of parameters.
    ...(removed.length === 0 ? [] : [sprintf(__('loses %s', 'warp'), removed.join(', '))]),
  ];
  return parts.length === 0 ? __('is sent unchanged', 'warp') : parts.join(', ');
}

const conditionText = ({ field, test, text, kind }: DraftCondition): string => [field || '…', TEST_NAMES[test], ...(needsValue(test) ? [quoted(text, kind === 'text')] : [])].join(' ');

const parameterText = ({ parameter, by, from, text, kind }: DraftParameter): string => `${parameter || '…'} = ${by === 'field' ? from : quoted(text, kind === 'text')}`;

const quoted = (text: string, isText: boolean): string => (isText ? `“${text}”` : text);
