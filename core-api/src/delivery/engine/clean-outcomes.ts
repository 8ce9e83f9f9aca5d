import type { Outcome, WarpEvent } from '@warp/contracts';
import { cleanText, personalValues } from '../../plugins/clean-text.js';

type Outcomes = readonly (Outcome | undefined)[];

/** Different texts that are searched for what is personal in any event of the batch. With more of them, each is about its own event. */
const MOST_COMMON_TEXTS = 16;

/**
 * Outcomes whose texts may be stored and shown, whoever wrote them: vendors quote what they were sent.
 * @param events as long as the outcomes, in their order
 */
export function cleanOutcomes(outcomes: Outcomes, events: readonly WarpEvent[], secrets: readonly string[]): Outcomes {
  const texts = new Set(outcomes.flatMap((outcome) => (outcome !== undefined && 'message' in outcome ? [outcome.message, outcome.vendorMessage ?? ''] : [])));
  if (texts.size === 0) return outcomes;
  if (texts.size > MOST_COMMON_TEXTS) return outcomes.map((outcome, index) => cleanOutcome(outcome, (text) => cleanText(text, secrets, personalValues([events[index]!]))));
  const personal = personalValues(events);
  const clean = new Map([...texts].map((text) => [text, cleanText(text, secrets, personal)]));
  return outcomes.map((outcome) => cleanOutcome(outcome, (text) => clean.get(text)!));
}

export function cleanOutcome<O extends Outcome | undefined>(outcome: O, clean: (text: string) => string): O {
  if (outcome === undefined || !('message' in outcome)) return outcome;
  const { vendorMessage } = outcome;
  // Plugins make codes of what vendors send, too.
  const code = outcome.code.replace(/[^\w.:-]+/g, '_');
  return { ...outcome, code, message: clean(outcome.message), ...(vendorMessage !== undefined && { vendorMessage: clean(vendorMessage) }) };
}
