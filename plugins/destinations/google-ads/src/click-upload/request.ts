import { jsonRequest, type DeliveryMode, type HttpRequest } from '@warp/plugin-sdk';
import { accountId, base, type GoogleAdsSettings } from '../settings.js';
import type { ClickConversion } from './conversion.js';

/** Of October 2026 (developers.google.com/google-ads/api/docs/release-notes); a version lives for about a year. */
export const GOOGLE_ADS_API_VERSION = 'v26';

/** `partialFailure` “should always be set to true” (…/reference/rpc/v26/UploadClickConversionsRequest). */
export function uploadRequest(conversions: readonly ClickConversion[], settings: GoogleAdsSettings, mode: DeliveryMode): HttpRequest {
  const { customer_id, login_customer_id, access_token, developer_token } = settings;
  return jsonRequest(
    `${base(settings.ads_endpoint)}/${GOOGLE_ADS_API_VERSION}/customers/${accountId(customer_id)}:uploadClickConversions`,
    { conversions, partialFailure: true, ...(mode === 'validate' && { validateOnly: true }) },
    {
      headers: {
        authorization: `Bearer ${access_token}`,
        'developer-token': developer_token,
        ...(login_customer_id !== '' && { 'login-customer-id': accountId(login_customer_id) }),
      },
    },
  );
}
