import { config } from './config.js';
import { attempt } from './quietly.js';

/**
 * localStorage, under names of the site's own, and nothing else. No request carries it, and Safari keeps it as long as
 * the visitor comes back within 7 days of use, while it ends a script's cookie 7 days (24 hours after a decorated link)
 * after it was set. A cookie as a second place would help nobody: browsers block both together.
 */
const VISIT = `warp_${config.script_id}`;
const UNSENT = `${VISIT}_unsent`;

function read(name: string): unknown {
  return attempt(() => JSON.parse(localStorage.getItem(name) ?? 'null') as unknown);
}

/** @returns whether it is stored: not where the browser forbids it or has no room */
function write(name: string, value: unknown): boolean | undefined {
  return attempt(() => {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  });
}

const remove = (name: string): void => attempt(() => localStorage.removeItem(name));

/** What is kept of the visitor. */
export const readVisit = (): unknown => read(VISIT);
export const writeVisit = (visit: object): boolean | undefined => write(VISIT, visit);

/** Events that wait for the network. */
export const readUnsent = (): unknown => read(UNSENT);
export const writeUnsent = (events: readonly object[]): boolean | undefined => write(UNSENT, events);
export const removeUnsent = (): void => remove(UNSENT);

/** Leaves nothing of Warp in the browser. */
export function removeAll(): void {
  remove(VISIT);
  removeUnsent();
}
