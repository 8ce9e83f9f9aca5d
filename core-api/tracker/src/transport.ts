import { config } from './config.js';
import { mayIdentify } from './consent.js';
import type { Draft } from './draft.js';
import { attempt } from './quietly.js';
import { readUnsent, removeUnsent, writeUnsent } from './storage.js';

/** Browsers let at most 64 KiB travel on after the page has gone. */
const MAX_BYTES = 60_000;
/** Of the wire contract; and beyond it the oldest unsent events are given up. */
const MAX_EVENTS = 100;

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
  const { length } = events;
  if (!length) return;
  const body = new Blob([JSON.stringify({ ...visitorsDevice(), events })], { type: 'text/plain' });
  const isSmall = body.size < MAX_BYTES;
  if (length > 1 && (length > MAX_EVENTS || !isSmall)) {
    send(events.slice(0, length / 2), isLeaving);
    send(events.slice(length / 2), isLeaving);
    return;
  }
  const keep = (): void => {
    if (!mayIdentify() || !storeForNextPage(events)) unsent = latest([...unsent, ...events]);
  };
  if (isLeaving && attempt(() => navigator.onLine && navigator.sendBeacon(config.endpoint, body))) return;
  attempt(() =>
    fetch(config.endpoint, { method: 'POST', body, keepalive: isSmall }).then(({ status }) => {
      if (status === 429 || status >= 500) keep();
    }, keep),
  ) ?? keep();
}

/** Says that the network may be back. */
export const retryUnsent = (): void => {
  isRetryDue = true;
};

/** Takes what could not be sent before, once a page view or return of the network. */
export function takeUnsent(): Draft[] {
  if (!isRetryDue) return [];
  const events = [...storedUnsent(), ...unsent];
  isRetryDue = false;
  unsent = [];
  removeUnsent();
  return events;
}

/** @returns whether the events are stored, and the next page of this site will send them */
export const storeForNextPage = (events: readonly Draft[]): boolean | undefined => writeUnsent(latest([...storedUnsent(), ...events]));

const latest = (events: Draft[]): Draft[] => events.slice(-MAX_EVENTS);

const storedUnsent = (): Draft[] => (readUnsent() ?? []) as Draft[];

/** What stands once beside a request's events, because it is the same for all. */
const visitorsDevice = (): object => ({
  script_id: config.script_id,
  sent_at: Date.now(),
  screen: `${screen.width}x${screen.height}`,
  language: navigator.language,
  timezone: attempt(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
});
