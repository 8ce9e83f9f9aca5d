import { config } from './config.js';
import { mayIdentify } from './consent.js';
import { attempt } from './quietly.js';

/** Names of what is stored are the site's own: two sites on one host do not share visitors. */
export const SITE = `warp_${config.script_id}`;

/**
 * localStorage and nothing else. No request carries it, and Safari keeps it as long as the visitor comes back within 7
 * days of use, while it ends a script's cookie 7 days (24 hours after a decorated link) after it was set. A cookie as a
 * second place would help nobody: browsers block both together. What may not be stored lasts as long as the page.
 */
const memory: Record<string, unknown> = {};

export const read = (name: string): unknown => attempt(() => JSON.parse(localStorage[name] as string) as unknown) ?? memory[name];

/** @returns whether the next page will find it */
export function write(name: string, value: unknown): boolean {
  const isStored = mayIdentify() && !!attempt(() => (localStorage[name] = JSON.stringify(value)));
  if (!isStored) memory[name] = value;
  return isStored;
}

export function remove(name: string): void {
  delete memory[name];
  attempt(() => delete localStorage[name]);
}
