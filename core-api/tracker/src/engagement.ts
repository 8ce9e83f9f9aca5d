import { config } from './config.js';
import { listen } from './quietly.js';

let total = 0;
let since = Date.now();
let isEngaged = false;

/** Adds the time since the last look, when the page was in view and in focus all along. */
function count(): void {
  const now = Date.now();
  if (isEngaged) total += now - since;
  since = now;
  isEngaged = config.engagement && document.visibilityState === 'visible' && document.hasFocus();
}

/** Keeps the time that the page is in view and in focus. */
export function watchEngagement(): void {
  count();
  listen('focus blur visibilitychange pageshow pagehide', count);
}

/** Whole ms of engagement that no event has carried yet. */
export function engagedMs(): number {
  count();
  return Math.round(total);
}

/** The same, and starts again from zero: each stretch of time is told once. */
export function takeEngagedMs(): number {
  const ms = engagedMs();
  total = 0;
  return ms;
}
