import { exampleEvent, isSkip, type Context, type DeliveryMode, type HttpDelivery, type HttpRequest, type HttpResponse, type Outcome } from '@warp/plugin-sdk';
import { readUploaded } from './click-upload/read.js';
import { uploadRequest } from './click-upload/request.js';
import { pairs } from './conversion-actions.js';
import { followUp } from './data-manager/follow-up.js';
import { readIngested } from './data-manager/read.js';
import { ingestRequest } from './data-manager/request.js';
import { map, type ClickUploadItem, type DataManagerItem, type GoogleAdsItem } from './map.js';
import type { GoogleAdsSettings } from './settings.js';

/** Google Ads by the Data Manager API, or by the older upload where an account still uses it. */
export const delivery: HttpDelivery<GoogleAdsSettings, GoogleAdsItem> = {
  via: 'http',
  // One action a request: the request's status then is that action's.
  groupBy: (item) => (item.api === 'data_manager' ? item.action : ''),
  canValidate: true,
  request: requestFor,
  read: readAnswer,
  followUp,
};

export function requestFor(batch: readonly GoogleAdsItem[], settings: GoogleAdsSettings, mode: DeliveryMode): HttpRequest {
  const ingested = batch.filter(isIngested);
  return ingested[0] === undefined
    ? uploadRequest(batch.filter(isUploaded).map(({ conversion }) => conversion), settings, mode)
    : ingestRequest(ingested[0].action, ingested.map(({ event }) => event), settings, mode);
}

export function readAnswer(response: HttpResponse, batch: readonly GoogleAdsItem[]): readonly Outcome[] {
  return batch.some(isUploaded) ? readUploaded(response, batch) : readIngested(response, batch);
}

const isIngested = (item: GoogleAdsItem): item is DataManagerItem => item.api === 'data_manager';
const isUploaded = (item: GoogleAdsItem): item is ClickUploadItem => item.api === 'click_upload';

/** Complaints about the made-up click of the test, which say that all the rest is right. */
const ABOUT_THE_CLICK: ReadonlySet<string> = new Set([
  'google_ads_invalid_ad_identifier_for_account',
  'google_ads_unparseable_gclid',
  'google_ads_event_not_found',
  'google_ads_invalid_customer_for_click',
  'google_ads_unauthorized_customer',
]);

/** “Test connection”: a conversion of a made-up click for every action, which Google checks and does not count (`validateOnly`). */
export async function check(settings: GoogleAdsSettings, context: Context): Promise<Outcome> {
  const now = context.now().getTime();
  for (const [eventType] of pairs(settings.conversion_actions)) {
    const item = map(exampleEvent({ eventType, timestampMs: now, receivedAtMs: now, pageUrl: 'https://shop.example/', ids: { gclid: 'Warp-connection-test' }, user: {} }), settings);
    if (isSkip(item)) return { is: 'permanent', code: item.code, message: item.message };
    const [outcome] = readAnswer(await context.http(requestFor([item], settings, 'validate')), [item]);
    const isFine = outcome!.is === 'accepted' || outcome!.is === 'delivered' || ('code' in outcome! && ABOUT_THE_CLICK.has(outcome.code));
    if (!isFine) return outcome!;
  }
  return { is: 'delivered' };
}
