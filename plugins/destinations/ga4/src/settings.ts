import { secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  measurement_id: text('Measurement ID', {
    pattern: '^G-[A-Z0-9]{4,}$',
    errorMessage: 'A Measurement ID looks like G-ABC123DEF4; you find it under Admin › Data streams › your stream.',
    description: 'Admin › Data streams › your stream.',
    'x-placeholder': 'G-XXXXXXXXXX',
  }),
  api_secret: secret('API secret', {
    minLength: 1,
    errorMessage: 'Enter the API secret; you make one under Admin › Data streams › your stream › Measurement Protocol API secrets.',
    description: 'The same page › Measurement Protocol API secrets.',
  }),
  forms_as_leads: toggle('Report form submissions as leads', { default: false, description: 'form_submit becomes generate_lead.' }),
  send_ip: toggle('Send the visitor’s IP address', {
    default: false,
    description: 'Only with marketing consent. Without it Google gets country and city from Warp.',
  }),
  debug_mode: toggle('Show events in DebugView', { default: false }),
  endpoint: text('Server', {
    format: 'uri',
    errorMessage: 'The server is a web address such as https://www.google-analytics.com.',
    default: 'https://www.google-analytics.com',
    // developers.google.com/analytics/devguides/collection/protocol/ga4/reference, “EU data collection”.
    'x-vendor-hosts': ['*.google-analytics.com'],
    description: 'https://region1.google-analytics.com keeps collection in the EU.',
  }),
});

export type Ga4Settings = Static<typeof settings>;
