import type { WireIds } from '@warp/contracts';
import { page } from './page.js';
import { attempt } from './quietly.js';

/** The parameters of plugins/contracts/data/click-ids.json as a pattern, put in by the build. */
declare const __CLICK_ID_PARAMETERS__: string;

const CLICK_ID = new RegExp(`^(${__CLICK_ID_PARAMETERS__})$`);

/** Click ids by their parameter, with the time they were first seen in ms since 1970. */
export type ClickIds = Record<string, readonly [id: string, at: number]>;

/** How long the ad platforms attribute a sale to a click. */
const CLICK_LIFE_MS = 90 * 864e5;
/** The wire takes 600 characters; a cut id is worth nothing. */
const MAX_LENGTH = 500;

/** UTM parameters and click ids of an address: what makes one campaign differ from another. */
export const campaignParameters = (url: string): string[][] =>
  [...new URL(url).searchParams].filter(([parameter]) => /^utm_/.test(parameter) || CLICK_ID.test(parameter));

/** How this page was reached. Marketing may be allowed only later, when a single-page site has long moved on. */
const landing = campaignParameters(page.url);

/** The first cookie whose name matches, as far as its value matches. */
const cookie = (name: string, value = '([^;]+)'): string | undefined =>
  attempt(() => new RegExp(`(?:^|; )${name}=${value}`).exec(document.cookie)?.[1]);

/**
 * The ids that other systems know this visitor by. Google Analytics' are part of analytics, the ad platforms' of
 * marketing. Of several `_ga_<stream>` cookies the first counts, in the two forms that Google uses (`GS1.1.<id>.…` and
 * `GS2.1.s<id>$o…`).
 *
 * @param clicks the stored click ids; brought up to date
 */
export function vendorIds(clicks: ClickIds, marketing: boolean): WireIds {
  const ids: Record<string, string | undefined> = {
    ga_client_id: cookie('_ga', '[^;]*\\.(\\d+\\.\\d+)'),
    ga_session_id: cookie('_ga_\\w+', 'GS\\d\\.[\\d-]+\\.s?(\\d+)'),
    ...(marketing && { fbp: cookie('_fbp'), fbc: cookie('_fbc') }),
  };
  for (const [parameter = '', id = ''] of landing)
    if (CLICK_ID.test(parameter) && id.length <= MAX_LENGTH && clicks[parameter]?.[0] !== id) clicks[parameter] = [id, Date.now()];
  for (const [parameter, [id, at]] of Object.entries(clicks)) {
    if (!marketing || Date.now() - at > CLICK_LIFE_MS) delete clicks[parameter];
    // Meta's form of a click id (developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc).
    else if (parameter === 'fbclid') ids['fbc'] ??= `fb.1.${at}.${id}`;
    else ids[parameter] = id;
  }
  return ids;
}
