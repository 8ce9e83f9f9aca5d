import { config } from './config.js';
import type { Draft } from './draft.js';
import { attempt } from './quietly.js';
import { read, remove, SITE, write } from './storage.js';

/** Browsers let at most 64 KiB travel on after the page has gone, and a character may take three bytes. */
const MAX_CHARACTERS = 2e4;
/** Of the wire contract; and beyond it the oldest unsent events are given up. */
const MAX_EVENTS = 100;

/** Name of the events that wait for the network. */
const UNSENT = `${SITE}_unsent`;

/**
 * Posts events. A string goes as `text/plain`, which needs no preflight. What the network or a struggling server loses is kept and sent again
 * unchanged, so that its event ids let it count once; what the server refuses is not.
 *
 * @param isLeaving the page may be gone before an answer comes
 */
export function send(events: readonly Draft[], isLeaving?: boolean): void {
  const { length } = events;
  if (!length) return;
  const body = JSON.stringify({ ...shared(), events });
  const keepalive = body.length < MAX_CHARACTERS;
  if (length > 1 && (length > MAX_EVENTS || !keepalive)) {
    send(events.slice(0, length / 2), isLeaving);
    send(events.slice(length / 2), isLeaving);
    return;
  }
  const keep = (): unknown => keepUnsent(events);
  if (isLeaving && attempt(() => navigator.onLine && navigator.sendBeacon(config.endpoint, body))) return;
  attempt(() =>
    fetch(config.endpoint, { method: 'POST', body, keepalive }).then(({ status }) => (status === 429 || status > 499) && keep(), keep),
  ) ?? keep();
}

/** Takes what could not be sent before. */
export function takeUnsent(): Draft[] {
  const events = unsent();
  forgetUnsent();
  return events;
}

/** @returns whether the next page of this site will send them */
export const keepUnsent = (events: readonly Draft[]): boolean => write(UNSENT, [...unsent(), ...events].slice(-MAX_EVENTS));

export const forgetUnsent = (): void => remove(UNSENT);

const unsent = (): Draft[] => (read(UNSENT) ?? []) as Draft[];

/** What stands once beside a request's events, because it is the same for all. */
const shared = (): object => ({
  script_id: config.script_id,
  sent_at: Date.now(),
  screen: `${screen.width}x${screen.height}`,
  language: navigator.language,
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
