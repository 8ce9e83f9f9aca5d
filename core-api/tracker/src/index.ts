import { run } from './api.js';
import { watchClicks } from './automatic/clicks.js';
import { watchForms } from './automatic/forms.js';
import { config } from './config.js';
import { isOptedOut } from './consent.js';
import { watchEngagement } from './engagement.js';
import { viewPage, watchPage } from './page-views.js';
import { attempt, listen } from './quietly.js';
import { flushSoon } from './queue.js';
import { removeAll } from './storage.js';
import { retryUnsent } from './transport.js';

type Call = Parameters<typeof run>[0];

/** The function in `window`. The snippet's stub has the same shape, so calls and copies made before go on working. */
interface Api {
  (...call: unknown[]): void;
  q: { push(call: Call): unknown };
}

const scope = window as unknown as Record<string, Api | boolean | undefined>;
const mark = `warp_${config.script_id}`;

/** Puts the function into the page and starts once the page is really looked at. */
function install(): void {
  // The same script twice, by a plugin and by hand, would count everything twice.
  if (scope[mark]) return;
  scope[mark] = true;
  const waiting = (scope[config.global] as Api | undefined)?.q ?? ([] as Call[]);
  const api: Api = (...call) => {
    api.q.push(call);
  };
  api.q = waiting;
  scope[config.global] = api;
  if (isOptedOut || config.cookieless) removeAll();
  if (isOptedOut) api.q = { push: () => 0 };
  else whenSeen(() => start(api, waiting as Call[]));
}

/** A page that is prerendered or opened in a background tab may never be seen. */
function whenSeen(begin: () => void): void {
  let hasBegun = false;
  const look = (): void => {
    if (hasBegun || document.visibilityState !== 'visible' || ('prerendering' in document && document.prerendering)) return;
    hasBegun = true;
    begin();
  };
  look();
  if (!hasBegun) listen(document, 'visibilitychange prerenderingchange', look);
}

/** The page view comes before the first event of the page, and after what the page said before that event. */
function start(api: Api, waiting: readonly Call[]): void {
  watchEngagement();
  const firstEvent = waiting.findIndex(([command]) => command === 'track');
  const before = firstEvent < 0 ? waiting.length : firstEvent;
  api.q = { push: run };
  waiting.slice(0, before).forEach(run);
  viewPage();
  waiting.slice(before).forEach(run);
  watchPage();
  watchClicks();
  watchForms();
  listen(window, 'online', () => {
    retryUnsent();
    flushSoon();
  });
}

attempt(install);
