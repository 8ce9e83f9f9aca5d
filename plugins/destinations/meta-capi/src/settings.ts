import { choice, secret, text, Type, type Static } from '@warp/plugin-sdk';

export const settings = Type.Object({
  pixel_id: text('Dataset (pixel) ID', {
    pattern: '^[0-9]{5,20}$',
    errorMessage: 'A dataset ID has only digits, such as 1234567890123456; you find it in Events Manager › Data sources › your dataset › Settings.',
    description: 'Events Manager › Data sources › your dataset › Settings.',
    'x-placeholder': '1234567890123456',
  }),
  access_token: secret('Access token', {
    minLength: 1,
    errorMessage: 'Enter the access token; you make one in Events Manager › your dataset › Settings › Conversions API.',
    description: 'The same page › Conversions API › Generate access token.',
  }),
  test_event_code: text('Test event code', {
    'x-recipient': false,
    default: '',
    pattern: '^[A-Za-z0-9]{0,40}$',
    errorMessage: 'A test event code has only letters and digits, such as TEST12345; you find it in Events Manager under Test events.',
    description: 'Shows events under “Test events”. Meta counts them all the same, so leave it empty on a live site.',
    'x-placeholder': 'TEST12345',
  }),
  data_processing: choice('Limited Data Use', ['off', 'locate', 'california'], {
    default: 'off',
    description: 'locate: Meta finds out where the visitor is and limits the use where a law asks for it. california: always limited as there.',
  }),
  endpoint: text('Server', { format: 'uri', default: 'https://graph.facebook.com' }),
});

export type MetaSettings = Static<typeof settings>;
