import { secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  measurement_id: text('Measurement ID', {
    pattern: '^G-[A-Z0-9]{4,}$',
    description: 'Admin › Data streams › your stream.',
    'x-placeholder': 'G-XXXXXXXXXX',
  }),
  api_secret: secret('API secret', { minLength: 1, description: 'The same page › Measurement Protocol API secrets.' }),
  forms_as_leads: toggle('Report form submissions as leads', { default: false, description: 'form_submit becomes generate_lead.' }),
  send_ip: toggle('Send the visitor’s IP address', {
    default: false,
    description: 'Only with marketing consent. Without it Google gets country and city from Warp.',
  }),
  debug_mode: toggle('Show events in DebugView', { default: false }),
  endpoint: text('Server', {
    format: 'uri',
    default: 'https://www.google-analytics.com',
    // developers.google.com/analytics/devguides/collection/protocol/ga4/reference, “EU data collection”.
    'x-vendor-hosts': ['*.google-analytics.com'],
    description: 'https://region1.google-analytics.com keeps collection in the EU.',
  }),
});

export type Ga4Settings = Static<typeof settings>;
