import { BOT_SCORE, type ReasonCode, type WarpEvent } from '@warp/contracts';
import type { DestinationPlugin } from '@warp/plugin-sdk';
import type { EventSelection } from '../../database/entities/event-selection.js';

/** Why an event is not meant for a destination; undefined: it is. The plugin is not asked: these are the host's rules. */
export function ineligibility(event: WarpEvent, plugin: DestinationPlugin, selection: EventSelection, now: number): ReasonCode | undefined {
  if (selection.mode === 'selected' && !(selection.selected ?? []).includes(event.eventType)) return 'event_not_selected';
  if (!plugin.consent.every((purpose) => event.consent[purpose])) return 'no_consent';
  if (event.bot.score >= BOT_SCORE) return 'bot';
  if (now - event.timestampMs > plugin.limits.maxAgeHours * 3_600_000) return 'too_old';
  return undefined;
}
