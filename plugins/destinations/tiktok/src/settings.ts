import { choice, secret, text, toggle, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  pixel_code: text('Pixel ID', {
    pattern: '^[A-Za-z0-9]{8,100}$',
    errorMessage: 'A pixel ID looks like C4A1B2C3D4E5F6G7H8I0; you find it in Events Manager › Web › your pixel › Settings.',
    description: 'Events Manager › Web › your pixel › Settings.',
    'x-placeholder': 'C4A1B2C3D4E5F6G7H8I0',
  }),
  access_token: secret('Access token', {
    minLength: 1,
    errorMessage: 'Enter the access token; you make one in Events Manager › Web › your pixel › Settings › Events API.',
    description: 'The same page › Events API › Generate access token.',
  }),
  purchase_event: choice('Purchases are reported as', ['Purchase', 'CompletePayment'], {
    default: 'Purchase',
    description: 'TikTok recognises an event it has twice by its name and id, so choose what your pixel in the browser sends.',
  }),
  test_event_code: text('Test event code', {
    'x-recipient': false,
    default: '',
    pattern: '^[A-Za-z0-9]{0,40}$',
    errorMessage: 'A test event code has only letters and digits, such as TEST12345; you find it in Events Manager › Test events.',
    description: 'Events Manager › Test events. Leave it empty on a live site.',
    'x-placeholder': 'TEST12345',
  }),
  limited_data_use: toggle('Limited Data Use', {
    default: false,
    description: 'Asks TikTok to limit what it does with events from places where a law asks for it.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://business-api.tiktok.com' }),
});

export type TiktokSettings = Static<typeof settings>;
