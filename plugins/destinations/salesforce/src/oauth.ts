import type { OAuth } from '@warp/plugin-sdk';
import type { SalesforceSettings } from './settings.js';

/** Connecting a Salesforce at its own address; its tokens name no end, so a new one is fetched when one is refused. */
export const oauth: OAuth<SalesforceSettings> = {
  endpoints: ({ my_domain }) => {
    const address = `${my_domain.replace(/\/$/, '')}/services/oauth2`;
    return { authorize: `${address}/authorize`, token: `${address}/token`, revoke: `${address}/revoke` };
  },
  scopes: ['api', 'refresh_token'],
  keep: ['instance_url'],
};
