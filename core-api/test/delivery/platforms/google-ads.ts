import { startGoogleAdsStandIn, type GoogleAdsStandIn } from '../../stand-ins/google-ads.js';
import { type Platform, TOKEN } from './platform.js';

/** Of the stand-in's account. */
export const PURCHASES = '111222333';

type GoogleAds = Platform & { readonly vendor: GoogleAdsStandIn };

/** The Data Manager API. */
export const googleAds = async (): Promise<GoogleAds> => ({ ...(await platform({ api: 'data_manager' })), judgesLater: true });

/** The older upload, of an account that may still use it. */
export const googleAdsClickUpload = (): Promise<GoogleAds> => platform({ api: 'click_upload' });

async function platform(settings: object): Promise<GoogleAds> {
  const vendor = await startGoogleAdsStandIn({ token: TOKEN, customerId: '1234567890', developerToken: 'a developer', actions: { [PURCHASES]: 'UPLOAD_CLICKS' } });
  return {
    plugin: 'google-ads',
    vendor,
    counted: () => vendor.received.map(({ transactionId }) => transactionId),
    refused: vendor.refused,
    settings: { customer_id: '123-456-7890', conversion_actions: [`purchase=${PURCHASES}`], developer_token: 'a developer', ads_endpoint: vendor.url, ...settings },
    secretName: 'access_token',
    deduplicates: true,
  };
}
