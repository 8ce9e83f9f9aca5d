import type { WireUser } from '@warp/contracts';
import { changeConsent, currentConsent } from './consent.js';
import { record, setDefaults } from './event.js';
import { forgetClicks, forgetVisit, setPerson } from './identity.js';
import { attempt } from './quietly.js';
import { releaseHeld } from './queue.js';
import { removeAll } from './storage.js';

/** What `window.warp(…)` understands. */
const commands = {
  track: record,
  set: setDefaults,

  /** Who the visitor is: an own id, or what destinations may match by. */
  identify(who: string | number | WireUser, traits?: WireUser): void {
    const user_id = typeof who === 'object' ? undefined : String(who);
    const user = typeof who === 'object' ? who : traits;
    setPerson({ ...(user_id && { user_id }), ...(user && { user }) });
  },

  consent(change: Parameters<typeof changeConsent>[0]): void {
    changeConsent(change);
    const { analytics, marketing } = currentConsent();
    if (!marketing) forgetClicks();
    if (analytics) releaseHeld();
    else {
      forgetVisit();
      removeAll();
    }
  },
};

/** Runs one call. A wrong one does nothing. */
export function run([command, ...args]: ArrayLike<unknown> & Iterable<unknown>): void {
  attempt(() => (commands[command as keyof typeof commands] as (...args: readonly unknown[]) => void)(...args));
}
