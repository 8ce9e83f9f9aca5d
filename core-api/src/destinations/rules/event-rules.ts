import type { WarpEvent } from '@warp/contracts';
import type { Condition, EventRule } from '../../database/entities/event-selection.js';

/** Fields a rule may look at. Personal ones are not among them: a rule could carry them where they do not belong. */
const FIELDS: Readonly<Record<string, (event: WarpEvent) => unknown>> = {
  event_type: ({ eventType }) => eventType,
  event_data: ({ eventData }) => eventData,
  page_url: ({ pageUrl }) => pageUrl,
  page_title: ({ pageTitle }) => pageTitle,
  referrer: ({ referrer }) => referrer,
  language: ({ language }) => language,
  user_id: ({ userId }) => userId,
  source: ({ source }) => source,
  device: ({ device }) => device,
  geo: ({ geo }) => geo,
  organisation: ({ organisation }) => organisation,
  consent: ({ consent }) => consent,
};

/** Whether a rule may name this field. */
export const isKnownField = (path: string): boolean => Object.hasOwn(FIELDS, path.split('.')[0]!);

/** @returns the event as the destination shall get it; undefined: a rule leaves it out */
export function applyRules(event: WarpEvent, rules: readonly EventRule[]): WarpEvent | undefined {
  let changed = event;
  for (const rule of rules) {
    // Rules are about the event as it was recorded, whatever earlier rules made of it.
    if (!matches(event, rule)) continue;
    if (rule.send === false) return undefined;
    changed = change(changed, event, rule);
  }
  return changed;
}

const matches = (event: WarpEvent, { event: name, when = [] }: EventRule): boolean =>
  (name === '*' || name === event.eventType) && when.every((condition) => holds(fieldOf(event, condition.field), condition));

function holds(found: unknown, { test, value }: Condition): boolean {
  switch (test) {
    case 'equals':
      return found === value;
    case 'not_equals':
      return found !== value;
    case 'contains':
      return typeof found === 'string' && found.includes(String(value));
    case 'exists':
      return found !== undefined && found !== null;
    case 'missing':
      return found === undefined || found === null;
    case 'greater':
      return typeof found === 'number' && found > Number(value);
    case 'less':
      return typeof found === 'number' && found < Number(value);
  }
}

function change(event: WarpEvent, recorded: WarpEvent, { rename, set = [], remove = [] }: EventRule): WarpEvent {
  const eventData: Record<string, unknown> = { ...event.eventData };
  for (const name of remove) delete eventData[name];
  for (const { parameter, from, value } of set) {
    const given = from === undefined ? value : fieldOf(recorded, from);
    if (given !== undefined) eventData[parameter] = given;
  }
  return { ...event, eventType: rename ?? event.eventType, eventData };
}

function fieldOf(event: WarpEvent, path: string): unknown {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined),
    FIELDS[first]?.(event),
  );
}
