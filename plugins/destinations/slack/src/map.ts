import { skip, summaryOf, type EventSummary, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { escaped, linked } from './mrkdwn.js';
import type { SlackSettings } from './settings.js';

/** One event's part of a message, in Slack's markup. */
export interface SlackItem {
  /** What the notification says. */
  readonly short: string;
  /** What the channel shows. */
  readonly full: string;
}

export function map(event: WarpEvent, settings: SlackSettings): SlackItem | Skip {
  if (!settings.events.includes(event.eventType))
    return skip('slack_event_not_chosen', `${event.eventType} is not among the events to report.`);
  const summary = summaryOf(event);
  const { title, value, organisation, country } = summary;
  const page = pageOf(summary);
  return {
    short: escaped(joined(title, value)),
    full: [joined(`*${escaped(title)}*`, value && escaped(value)), page, escaped(joined(organisation, country))].filter(Boolean).join('\n'),
  };
}

function pageOf({ page, link }: EventSummary): string | undefined {
  if (page === undefined) return link && linked(link, link);
  return link === undefined ? escaped(page) : linked(link, page);
}

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ');
