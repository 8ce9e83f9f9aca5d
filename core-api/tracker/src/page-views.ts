import { restartScroll } from './automatic/scroll.js';
import { engagedMs } from './engagement.js';
import { record } from './event.js';
import { address, page } from './page.js';
import { attempt, listen } from './quietly.js';
import { flushAtExit, nameEvents } from './queue.js';

/** GA4 asks for a second in view before it calls a visit engaged. */
const MIN_ENGAGED_MS = 1000;

const recordEngagement = (): void => {
  if (engagedMs() >= MIN_ENGAGED_MS) record('user_engagement', {}, {}, true);
};

/** Counts a page view of the current address. */
export function viewPage(): void {
  record('page_view');
  restartScroll();
}

/** Counts a page view when a single-page site has moved to another address. */
function viewMovedPage(): void {
  const next = address();
  if (next === page.url) return;
  recordEngagement();
  nameEvents();
  page.referrer = page.url;
  page.url = next;
  viewPage();
}

/** Follows the page: single-page navigation, coming back out of the back/forward cache, and leaving. */
export function watchPage(): void {
  (['pushState', 'replaceState'] as const).forEach((name) => attempt(() => followHistory(name)));
  listen('popstate hashchange', viewMovedPage);
  listen<PageTransitionEvent>('pageshow', ({ persisted }) => persisted && viewPage());
  // Coming into sight tells nothing that is not told yet, so the direction needs no look.
  listen('visibilitychange pagehide', () => {
    recordEngagement();
    flushAtExit();
  });
}

/** Others may have replaced the function before, and may do so again after. */
function followHistory(name: 'pushState' | 'replaceState'): void {
  const original = history[name];
  history[name] = function (this: History, ...args): void {
    original.apply(this, args);
    attempt(viewMovedPage);
  };
}
