import type { WireIds } from '@warp/contracts';
import { attempt } from './quietly.js';
import { matchInCookies } from './storage.js';

/** The parameters of plugins/contracts/data/click-ids.json, put in by the build. */
declare const __CLICK_ID_PARAMETERS__: readonly string[];

/** Click ids by their parameter, with the time of the click in ms since 1970. */
export type ClickIds = Readonly<Record<string, readonly [id: string, at: number]>>;

/** How long the ad platforms attribute a sale to a click. */
const CLICK_LIFE_MS = 90 * 864e5;
/** The wire takes 600 characters; a cut id is worth nothing. */
const MAX_LENGTH = 500;

const parametersOf = (url: string): [string, string][] => attempt(() => [...new URL(url).searchParams]) ?? [];

const isClickId = (parameter: string): boolean => __CLICK_ID_PARAMETERS__.includes(parameter);

export function clickIdsIn(url: string): ClickIds {
  const ids: Record<string, readonly [string, number]> = {};
  for (const [parameter, id] of parametersOf(url))
    if (isClickId(parameter) && id && id.length <= MAX_LENGTH) ids[parameter] = [id, Date.now()];
  return ids;
}

/** What makes one campaign differ from another: all UTM parameters and click ids. Empty when the address names none. */
export const campaignIn = (url: string): string =>
  parametersOf(url)
    .filter(([parameter]) => /^utm_/.test(parameter) || isClickId(parameter))
    .join('&');

/** For each parameter the click that came last. The same id seen again is the same click, with its first time. */
export const latestClickIds = (known: ClickIds, found: ClickIds): ClickIds => ({
  ...known,
  ...Object.fromEntries(
    Object.entries(found).filter(([parameter, [id, at]]) => {
      const before = known[parameter];
      return !before || (before[0] !== id && before[1] < at);
    }),
  ),
});

export const freshClickIds = (ids: ClickIds): ClickIds =>
  Object.fromEntries(Object.entries(ids).filter(([, [, at]]) => Date.now() - at < CLICK_LIFE_MS));

/**
 * The ids that other systems know this visitor by. Google Analytics' are part of analytics, the ad platforms' of
 * marketing. Of several `_ga_<stream>` cookies the first counts, in the two forms that Google uses (`GS1.1.<id>.…` and
 * `GS2.1.s<id>$o…`).
 */
export function vendorIds(clicks: ClickIds, marketing: boolean): WireIds {
  const ids: Record<string, string | undefined> = {
    ga_client_id: matchInCookies(/(?:^|; )_ga=[^;]*?\.(\d+\.\d+)(?:;|$)/),
    ga_session_id: matchInCookies(/(?:^|; )_ga_\w+=GS\d\.[\d-]+\.s?(\d+)/),
  };
  if (marketing) {
    ids['fbp'] = matchInCookies(/(?:^|; )_fbp=([^;]+)/);
    for (const [parameter, [id, at]] of Object.entries(clicks))
      // Meta's form of a click id (developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc).
      if (parameter === 'fbclid') ids['fbc'] = `fb.1.${at}.${id}`;
      else ids[parameter] = id;
    ids['fbc'] = matchInCookies(/(?:^|; )_fbc=([^;]+)/) ?? ids['fbc'];
  }
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id)) as WireIds;
}
