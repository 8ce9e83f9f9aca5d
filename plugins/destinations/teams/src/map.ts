import { skip, summaryOf, type Skip, type WarpEvent } from '@warp/plugin-sdk';
import { part, run, type Part } from './card.js';
import type { TeamsSettings } from './settings.js';

/** One event's part of a card. */
export function map(event: WarpEvent, settings: TeamsSettings): Part | Skip {
  if (!settings.events.includes(event.eventType))
    return skip('teams_event_not_chosen', `${event.eventType} is not among the events to report.`);
  const { title, value, page, link, organisation, country } = summaryOf(event);
  const place = [organisation, country].filter(Boolean).join(' · ');
  return part(
    [
      [run(title, { weight: 'Bolder' }), ...(value ? [run(` · ${value}`)] : [])],
      ...(page ? [[run(page, link === undefined ? {} : { color: 'Accent' })]] : []),
      ...(place ? [[run(place, { isSubtle: true })]] : []),
    ],
    link,
  );
}
