import type { OAuth } from '@warp/plugin-sdk';
import type { HubspotSettings } from './settings.js';

/** Connecting an account. Who makes no companies may leave out their permissions: HubSpot lets an app ask for them as optional. */
export const oauth: OAuth<HubspotSettings> = {
  endpoints: ({ endpoint, api_version }) => {
    const token = `${endpoint.replace(/\/$/, '')}/oauth/${api_version}/token`;
    return { authorize: 'https://app.hubspot.com/oauth/authorize', token, revoke: `${token}/revoke` };
  },
  scopes: ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'],
  authorizeParams: { optional_scope: 'crm.objects.companies.read crm.objects.companies.write' },
};
