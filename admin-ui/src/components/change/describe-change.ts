import { __, sprintf } from '@wordpress/i18n';
import type { Comparison } from '../../format/comparison.js';
import type { Format } from '../../format/format.js';

export interface ChangeText {
  /** Before the text: a shape beside the colour. */
  readonly arrow: '↑' | '↓' | '→' | '';
  readonly text: string;
  readonly tone: 'better' | 'worse' | 'plain';
  /** The whole of it in a sentence: on hover, and for who does not see arrow and colour. */
  readonly sentence: string;
}

/** A comparison in words; undefined where there is nothing to say. @param write how the metric's values are written */
export function describeChange(comparison: Comparison, format: Format, write: (value: number) => string): ChangeText | undefined {
  switch (comparison.is) {
    case 'none':
      return undefined;
    case 'new':
      return { arrow: '', text: __('new', 'warp'), tone: 'plain', sentence: __('New: there was nothing in the previous period.', 'warp') };
    case 'same':
      /* translators: %s: a value */
      return { arrow: '→', text: format.signedPercent(0), tone: 'plain', sentence: sprintf(__('The same as before: %s.', 'warp'), write(comparison.before)) };
    case 'too_few':
      /* translators: %s: a value */
      return { arrow: '', text: __('too few to tell', 'warp'), tone: 'plain', sentence: sprintf(__('Too few to tell: it was %s before.', 'warp'), write(comparison.before)) };
    case 'changed': {
      const up = comparison.by > 0;
      const text = comparison.unit === 'points' ? format.points(comparison.by) : format.signedPercent(comparison.by);
      return {
        arrow: up ? '↑' : '↓',
        text,
        tone: comparison.verdict === 'good' ? 'better' : comparison.verdict === 'bad' ? 'worse' : 'plain',
        sentence: `${sprintf(/* translators: 1: a change such as +12%, 2: the value before */ __('%1$s; it was %2$s before.', 'warp'), text, write(comparison.before))}${verdictOf(comparison.verdict)}`,
      };
    }
  }
}

function verdictOf(verdict: 'good' | 'bad' | 'neutral' | 'unclear'): string {
  switch (verdict) {
    case 'good':
      return ` ${__('That is better.', 'warp')}`;
    case 'bad':
      return ` ${__('That is worse.', 'warp')}`;
    case 'unclear':
      return ` ${__('That is no more than chance makes it.', 'warp')}`;
    case 'neutral':
      return '';
  }
}
