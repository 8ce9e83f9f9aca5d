import { REASONS, type Skip, type WarpEvent } from '@warp/contracts';
import { isSkip, skip } from '@warp/plugin-sdk';
import type { DestinationRuntime } from '../runtime/destination-runtime.js';
import { ineligibility } from './eligibility.js';
import { applyRules } from './event-rules.js';

/** What a destination makes of an event: the item to send, or why it is left out. */
export type Mapped = { readonly is: 'item'; readonly item: unknown } | Skip;

/** The host's rules, the owner's, and then the plugin's mapping. @throws whatever the plugin throws */
export function mapEvent({ plugin, selection, settings }: Pick<DestinationRuntime, 'plugin' | 'selection' | 'settings'>, event: WarpEvent, now: number): Mapped {
  const reason = ineligibility(event, plugin, selection, now);
  if (reason !== undefined) return skip(reason, REASONS[reason].sentence);
  const changed = applyRules(event, selection.rules ?? []);
  if (changed === undefined) return skip('left_out_by_rule', REASONS.left_out_by_rule.sentence);
  const item = plugin.map(changed, settings);
  return isSkip(item) ? item : { is: 'item', item };
}
