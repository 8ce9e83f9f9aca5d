import type { OAuth } from '@warp/plugin-sdk';
import { base, type GoogleAdsSettings } from './settings.js';

/**
 * How the owner's Google account is connected (developers.google.com/identity/protocols/oauth2/web-server). Only
 * `access_type=offline` with `prompt=consent` brings a refresh token every time.
 *
 * Both scopes, because scopes cannot depend on settings: `adwords` serves the older upload alone, and an owner who does not use
 * it may leave its box on Google's page unticked.
 */
export const oauth: OAuth<GoogleAdsSettings> = {
  endpoints: ({ accounts_endpoint, token_endpoint }) => ({
    authorize: `${base(accounts_endpoint)}/o/oauth2/v2/auth`,
    token: `${base(token_endpoint)}/token`,
    revoke: `${base(token_endpoint)}/revoke`,
  }),
  scopes: ['https://www.googleapis.com/auth/datamanager', 'https://www.googleapis.com/auth/adwords'],
  authorizeParams: { access_type: 'offline', prompt: 'consent' },
};
