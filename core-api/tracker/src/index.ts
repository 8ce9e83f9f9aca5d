import { forgetAll, run } from './api.js';
import { watchClicks } from './automatic/clicks.js';
import { watchForms } from './automatic/forms.js';
import { watchScroll } from './automatic/scroll.js';
import { config } from './config.js';
import { isOptedOut } from './consent.js';
import { watchEngagement } from './engagement.js';
import { viewPage, watchPage } from './page-views.js';
import { attempt, listen } from './quietly.js';
import { resend } from './queue.js';
import { type Api, type Call, scope } from './scope.js';
import { SITE } from './storage.js';

/** Puts the function into the page and starts once the page is really looked at. */
function install(): void {
  // The same script twice, by a plugin and by hand, would count everything twice.
  if (scope[SITE]) return;
  scope[SITE] = true;
  const waiting = (scope[config.global] as Api | undefined)?.q ?? ([] as Call[]);
  const api: Api = (...call) => {
    api.q.push(call);
  };
  api.q = waiting;
  scope[config.global] = api;
  if (isOptedOut || config.cookieless) forgetAll();
  if (isOptedOut) api.q = { push: () => 0 };
  // A page that is prerendered or opened in a background tab may never be seen.
  const look = (): void => {
    const isSeen = document.visibilityState === 'visible' && !(document as { readonly prerendering?: boolean }).prerendering;
    if (isSeen && api.q === waiting) start(api, waiting as Call[]);
  };
  listen('visibilitychange prerenderingchange', look);
  look();
}

/** The page view comes before the first event of the page, and after what the page said before that event. */
function start(api: Api, waiting: Call[]): void {
  watchEngagement();
  api.q = { push: run };
  const firstEvent = waiting.findIndex(([command]) => command === 'track');
  waiting.splice(0, firstEvent < 0 ? Infinity : firstEvent).forEach(run);
  viewPage();
  waiting.forEach(run);
  watchPage();
  watchClicks();
  watchForms();
  watchScroll();
  listen('online', resend);
}

attempt(install);
