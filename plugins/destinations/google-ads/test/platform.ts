import { type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { type GoogleAdsStandIn, startGoogleAdsStandIn } from './stand-in.js';

/** Of the stand-in's account. */
const PURCHASES = '111222333';

/** An account with one conversion action. @param settings which API it is sent through */
const platform = (settings: Readonly<Record<string, string>>): Platform<GoogleAdsStandIn> => ({
  plugin: 'google-ads',
  secretName: 'access_token',
  deduplicates: true,
  start: async () => {
    const vendor = await startGoogleAdsStandIn({ token: TOKEN, customerId: '1234567890', developerToken: 'a developer', actions: { [PURCHASES]: 'UPLOAD_CLICKS' } });
    return {
      vendor,
      counted: () => vendor.received.map(({ transactionId }) => transactionId),
      refused: () => vendor.refused,
      settings: {
        customer_id: '123-456-7890',
        conversion_actions: [`purchase=${PURCHASES}`],
        developer_token: 'a developer',
        endpoint: vendor.url,
        ads_endpoint: vendor.url,
        ...settings,
      },
    };
  },
});

/** The Data Manager API. */
const dataManager: Platform<GoogleAdsStandIn> = { ...platform({ api: 'data_manager' }), judgesLater: true };

/** The older upload, of an account that may still use it. */
export const clickUpload: Platform<GoogleAdsStandIn> = platform({ api: 'click_upload' });

export default dataManager;

export const variants = { 'by the older upload': clickUpload };
