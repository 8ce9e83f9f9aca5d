import { config } from './config.js';
import { attempt } from './quietly.js';

/** Names of what is stored are the site's own, so that two sites on one host do not share visitors. */
const VISIT = `warp_${config.script_id}`;
const UNSENT = `${VISIT}_unsent`;

const YEAR_AND_A_MONTH_S = 34_128_000;

/**
 * The visit as it was last written. It lives in localStorage: no request carries it, and Safari keeps it as long as the
 * visitor comes back within 7 days of use, while it ends a script's cookie 7 days (24 hours after a decorated link) after
 * it was set. Only where localStorage is blocked does a cookie take its place.
 */
export const readVisit = (): string | undefined => attempt(() => localStorage.getItem(VISIT)) ?? cookie(VISIT);

export function writeVisit(text: string): void {
  if (attempt(() => (localStorage.setItem(VISIT, text), true)) !== true) setCookie(encodeURIComponent(text), YEAR_AND_A_MONTH_S);
}

/** Events that wait for the network, as JSON. They are too big for a cookie. */
export const readUnsent = (): string | null | undefined => attempt(() => localStorage.getItem(UNSENT));

/** @returns whether they are stored */
export const writeUnsent = (text: string): boolean => attempt(() => (localStorage.setItem(UNSENT, text), true)) ?? false;

export const removeUnsent = (): void => attempt(() => localStorage.removeItem(UNSENT));

/** Leaves nothing of Warp in the browser. */
export function removeAll(): void {
  attempt(() => localStorage.removeItem(VISIT));
  removeUnsent();
  if (cookie(VISIT) !== undefined) setCookie('', 0);
}

function setCookie(value: string, seconds: number): void {
  attempt(() => {
    document.cookie = `${VISIT}=${value};path=/;max-age=${seconds};samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
  });
}

const cookie = (name: string): string | undefined =>
  attempt(() => decodeURIComponent(matchInCookies(new RegExp(`(?:^|; )${name}=([^;]*)`)) ?? '')) || undefined;

/** The first group of a pattern in the page's cookies. */
export const matchInCookies = (pattern: RegExp): string | undefined => attempt(() => pattern.exec(document.cookie)?.[1]);
