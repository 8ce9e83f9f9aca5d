import type { WireUser } from '@warp/contracts';
import { changeConsent, currentConsent } from './consent.js';
import { record, setDefaults } from './event.js';
import { forgetClickIds, forgetVisit, setPerson } from './identity.js';
import { attempt } from './quietly.js';
import { releaseHeld } from './queue.js';
import { removeAll } from './storage.js';

/** What `window.warp(…)` understands. */
const commands = {
  track: record,
  set: setDefaults,

  /** Who the visitor is: an own id, or what destinations may match by. */
  identify(person: string | number | WireUser, traits?: WireUser): void {
    if (typeof person === 'object') setPerson(undefined, person);
    else setPerson(person, traits);
  },

  consent(change: Parameters<typeof changeConsent>[0]): void {
    changeConsent(change);
    const { analytics, marketing } = currentConsent();
    if (analytics) releaseHeld();
    else {
      forgetVisit();
      removeAll();
    }
    if (!marketing) forgetClickIds();
  },
};

/** Runs one call. A wrong one does nothing. */
export function run([command, ...args]: ArrayLike<unknown> & Iterable<unknown>): void {
  attempt(() => (commands[command as keyof typeof commands] as (...args: readonly unknown[]) => void)(...args));
}
