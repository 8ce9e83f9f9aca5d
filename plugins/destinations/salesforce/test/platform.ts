import { type Platform, TOKEN } from '@warp/plugin-sdk/testing';
import { startSalesforceStandIn, type SalesforceStandIn } from './stand-in.js';

const platform: Platform<SalesforceStandIn> = {
  plugin: 'salesforce',
  secretName: 'access_token',
  deduplicates: true,
  keepsPeople: true,
  start: async () => {
    const vendor = await startSalesforceStandIn(TOKEN);
    vendor.define('Lead', 'Visitor_Email__c', { type: 'string', length: 80, isExternalId: true });
    vendor.define('Lead', 'Last_Order__c', { type: 'string', length: 80 });
    return {
      vendor,
      counted: () => vendor.records('Lead').map((lead) => String(lead['Last_Order__c'])),
      // The question whether a lead is there is answered so when it is not.
      refused: () => vendor.refused.filter(({ statusCode }) => statusCode !== 'REQUIRED_FIELD_MISSING'),
      settings: {
        my_domain: vendor.url,
        external_id_field: 'Visitor_Email__c',
        fields: ['first_name=FirstName', 'last_name=LastName', 'zip=PostalCode', 'event_data.transaction_id=Last_Order__c'],
      },
    };
  },
};

export default platform;
