import type { TrackedEvent } from '@warp/contracts';
import { config } from './config.js';
import { mayIdentify } from './consent.js';
import type { Draft } from './draft.js';
import { attempt } from './quietly.js';
import { readUnsent, removeUnsent, writeUnsent } from './storage.js';

/** Browsers let at most 64 KiB travel on after the page has gone. */
const MAX_BYTES = 60_000;
/** Of the wire contract; and beyond it the oldest unsent events are given up. */
const MAX_EVENTS = 100;

/** What an event has for itself; all else may stand beside the events when it is the same for all. */
const OWN_FIELDS = ['event_type', 'event_id', 'timestamp', 'event_data'];

/** Unsent events where nothing may be stored. */
let unsent: Draft[] = [];
let isRetryDue = true;

/**
 * Posts events. `text/plain` needs no preflight. What the network or a struggling server loses is kept and sent again
 * unchanged, so that its event ids let it count once; what the server refuses is not.
 *
 * @param isLeaving the page may be gone before an answer comes
 */
export function send(events: readonly Draft[], isLeaving?: boolean): void {
  if (events.length === 0) return;
  const body = new Blob([JSON.stringify(envelope(events))], { type: 'text/plain' });
  if (events.length > 1 && (events.length > MAX_EVENTS || body.size > MAX_BYTES)) {
    const middle = events.length >> 1;
    send(events.slice(0, middle), isLeaving);
    send(events.slice(middle), isLeaving);
    return;
  }
  const keep = (): void => keepUnsent(events);
  if (isLeaving && !navigator.onLine) keep();
  else if (!isLeaving || attempt(() => navigator.sendBeacon(config.endpoint, body)) !== true)
    attempt(() =>
      fetch(config.endpoint, { method: 'POST', body, keepalive: body.size <= MAX_BYTES }).then(
        ({ status }) => (status === 429 || status >= 500) && keep(),
        keep,
      ),
    ) ?? keep();
}

/** Says that the network may be back. */
export const retryUnsent = (): void => {
  isRetryDue = true;
};

/** Takes what could not be sent before, once a page view or return of the network. */
export function takeUnsent(): Draft[] {
  if (!isRetryDue) return [];
  isRetryDue = false;
  const events = [...storedUnsent(), ...unsent];
  unsent = [];
  removeUnsent();
  return events;
}

/** @returns whether the events are stored, and the next page of this site will send them */
export const storeForNextPage = (events: readonly Draft[]): boolean => writeUnsent(JSON.stringify(latest([...storedUnsent(), ...events])));

function keepUnsent(events: readonly Draft[]): void {
  if (!mayIdentify() || !storeForNextPage(events)) unsent = latest([...unsent, ...events]);
}

const latest = (events: Draft[]): Draft[] => events.slice(-MAX_EVENTS);

const storedUnsent = (): Draft[] => attempt(() => JSON.parse(readUnsent() ?? '[]') as Draft[]) ?? [];

/** The request's body: fields that all events share stand once, beside them. */
function envelope(events: readonly Draft[]): object {
  const shared: Record<string, unknown> = {};
  const rest: Partial<Record<keyof TrackedEvent, unknown>>[] = events.map((event) => ({ ...event }));
  for (const [field, value] of Object.entries(rest[0] ?? {})) {
    const name = field as keyof TrackedEvent;
    if (OWN_FIELDS.includes(field) || !events.every((event) => JSON.stringify(event[name]) === JSON.stringify(value))) continue;
    shared[field] = value;
    for (const event of rest) delete event[name];
  }
  return { script_id: config.script_id, sent_at: Date.now(), ...shared, events: rest };
}
