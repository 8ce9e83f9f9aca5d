import { changeConsent, currentConsent } from './consent.js';
import { record, setDefaults } from './event.js';
import { forgetVisit, identify, setPerson } from './identity.js';
import { attempt } from './quietly.js';
import { releaseHeld } from './queue.js';
import { forgetUnsent } from './transport.js';

/** Leaves nothing of Warp in the browser. */
export function forgetAll(): void {
  forgetVisit();
  forgetUnsent();
}

/** What `window.warp(…)` understands. */
const commands = {
  track: record,
  set: setDefaults,
  identify: setPerson,
  consent(change: Parameters<typeof changeConsent>[0]): void {
    changeConsent(change);
    const consent = currentConsent();
    if (!consent.analytics) return forgetAll();
    // Nothing is sent by this; what is kept now follows the new answer.
    identify({ event_type: '', page_url: '', consent });
    releaseHeld();
  },
};

/** Runs one call. A wrong one does nothing. */
export function run([command, ...args]: ArrayLike<unknown> & Iterable<unknown>): void {
  attempt(() => (commands[command as keyof typeof commands] as (...args: readonly unknown[]) => void)(...args));
}
