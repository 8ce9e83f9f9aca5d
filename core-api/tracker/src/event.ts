import type { WireUser } from '@warp/contracts';
import { currentConsent } from './consent.js';
import type { Draft } from './draft.js';
import { takeEngagedMs } from './engagement.js';
import { page } from './page.js';
import { submit } from './queue.js';
import { uuidv7 } from './uuid.js';

type EventParameters = Readonly<Record<string, unknown>>;

/** What a call may say about its event beside its type and parameters. */
export interface TrackOptions {
  /** Made by the caller where the same thing may be told twice, such as `purchase:<script_id>:<order>`. */
  readonly event_id?: string;
  readonly user?: WireUser;
}

let defaults: EventParameters = {};

/** Adds parameters that every event from now on carries unless it has its own. */
export const setDefaults = (parameters: EventParameters): void => {
  defaults = { ...defaults, ...parameters };
};

/**
 * Makes an event of this moment and hands it to the queue.
 *
 * @param isLazy it may wait for the next event or the end of the page instead of causing a request
 * @throws TypeError when the parameters are no JSON
 */
export function record(type: string, data?: EventParameters, options: TrackOptions = {}, isLazy?: boolean): void {
  const event = {
    event_type: type,
    event_id: options.event_id || uuidv7(),
    timestamp: Date.now(),
    page_url: page.url,
    referrer: page.referrer,
    consent: currentConsent(),
    user: options.user,
    event_data: { ...defaults, engagement_time_msec: takeEngagedMs() || undefined, ...data },
  };
  // A copy, because the page may change its object before the event is sent; what is undefined stays out.
  submit(JSON.parse(JSON.stringify(event)) as Draft, isLazy);
}
