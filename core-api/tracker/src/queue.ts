import { config } from './config.js';
import { mayIdentify } from './consent.js';
import type { Draft } from './draft.js';
import { identify } from './identity.js';
import { keepUnsent, send, takeUnsent } from './transport.js';

/** Long enough for what a page tells while it loads, short enough for a live view. */
const DELAY_MS = 700;
/** While analytics is refused, more than this is not held: the oldest go. */
const MAX_HELD = 100;
/** A page of the site's own that was asked for longer ago did not come. */
const OWN_PAGE_MS = 5_000;

let pending: Draft[] = [];
let held: Draft[] = [];
let timer: number | undefined;
let ownPageAskedAt = 0;

/** Takes a new event: sent soon, or held until analytics is allowed. */
export function submit(event: Draft, isLazy?: boolean): void {
  if (!event.consent.analytics && config.consent.without_analytics === 'nothing') {
    held = [...held, event].slice(-MAX_HELD);
    return;
  }
  identify(event);
  pending.push(event);
  if (event.event_type === 'page_view') resend();
  if (!isLazy) flushSoon();
}

/** Tries again what could not be sent before: with each page view, and when the network is back. */
export function resend(): void {
  pending = [...takeUnsent(), ...pending];
  flushSoon();
}

/**
 * Sends what was held, in order, because analytics is allowed now: that answer is what it is sent under. Marketing stays
 * as it was at the time of each event.
 */
export function releaseHeld(): void {
  const released = held;
  held = [];
  for (const event of released) {
    event.consent.analytics = true;
    submit(event);
  }
}

/** The next page comes from this site and can send along what may wait. */
export const expectOwnPage = (): void => {
  ownPageAskedAt = Date.now();
};

/** Gives the current title to the events without one. As late as may be: single-page sites set it after they have moved. */
export function nameEvents(): void {
  for (const event of [...pending, ...held]) event.page_title ??= document.title;
}

function flushSoon(): void {
  timer ??= setTimeout(flush, DELAY_MS);
}

function flush(): void {
  send(takePending());
}

/** Sends at once, because the page is going out of sight and may not come back. */
export function flushAtExit(): void {
  const canWait = !timer && mayIdentify() && Date.now() - ownPageAskedAt < OWN_PAGE_MS;
  const events = takePending();
  if (!canWait || !keepUnsent(events)) send(events, true);
}

function takePending(): Draft[] {
  clearTimeout(timer);
  timer = undefined;
  nameEvents();
  const events = pending;
  pending = [];
  return events;
}
