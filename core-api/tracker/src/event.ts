import type { WireUser } from '@warp/contracts';
import { currentConsent } from './consent.js';
import type { Draft } from './draft.js';
import { takeEngagedMs } from './engagement.js';
import { page } from './page.js';
import { attempt } from './quietly.js';
import { submit } from './queue.js';
import { uuidv7 } from './uuid.js';

type Parameters = Readonly<Record<string, unknown>>;

/** What a call may say about its event beside its type and parameters. */
export interface TrackOptions {
  /** Made by the caller where the same thing may be told twice, such as `purchase:<script_id>:<order>`. */
  readonly event_id?: string;
  readonly user?: WireUser;
}

let defaults: Parameters = {};

/** Adds parameters that every event from now on carries unless it has its own. */
export const setDefaults = (parameters: Parameters): void => {
  defaults = { ...defaults, ...parameters };
};

/**
 * Makes an event of this moment and hands it to the queue.
 *
 * @param lazy it may wait for the next event or the end of the page instead of causing a request
 * @throws TypeError when the parameters are no JSON
 */
export function record(type: string, data?: Parameters, options?: TrackOptions, lazy?: boolean): void {
  // A copy, because the page may change its object before the event is sent.
  const own = JSON.parse(JSON.stringify({ ...defaults, ...data })) as Parameters;
  const engaged = takeEngagedMs();
  const event: Draft = {
    event_type: type,
    event_id: options?.event_id || uuidv7(),
    timestamp: Date.now(),
    page_url: page.url,
    referrer: page.referrer,
    screen: `${screen.width}x${screen.height}`,
    language: navigator.language,
    consent: currentConsent(),
    event_data: engaged > 0 ? { engagement_time_msec: engaged, ...own } : own,
  };
  const timezone = attempt(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (timezone) event.timezone = timezone;
  if (options?.user) event.user = options.user;
  submit(event, lazy);
}
