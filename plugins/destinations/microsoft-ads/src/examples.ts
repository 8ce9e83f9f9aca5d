import { exampleEvent, type DestinationExample } from '@warp/plugin-sdk';
import type { MicrosoftSettings } from './settings.js';

const settings: MicrosoftSettings = {
  tag_id: '123456789',
  access_token: 'example-token',
  endpoint: 'https://capi.uet.microsoft.com',
};

const post = (event: object) => ({
  method: 'POST' as const,
  url: 'https://capi.uet.microsoft.com/v1/123456789/events',
  headers: { 'content-type': 'application/json', authorization: 'Bearer example-token' },
  body: JSON.stringify({ data: [event], continueOnValidationError: true, dataProvider: 'Warp' }),
});

const visitor = {
  anonymousId: '019abc00-0000-7000-8000-0000000000aa',
  clientIpAddress: '203.0.113.7',
  clientUserAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
};

const event = {
  eventId: 'purchase:example:1001',
  eventTime: 1795435200,
  referrerUrl: 'https://www.google.com/',
  pageTitle: 'Thank you',
  adStorageConsent: 'G',
};

const purchase = {
  eventType: 'custom',
  eventName: 'purchase',
  ...event,
  eventSourceUrl: 'https://shop.example/thanks?order=1001',
  userData: {
    // printf '%s' ada@example.com | openssl dgst -sha256; likewise customer-7
    em: 'b5fc85e55755f9e0d030a10ab4429b6b2944855f9a0d60077fe832becbc41d72',
    externalId: 'acade5fe58d0b5a805a02b8b3a546d8edd170eb78b8ec7b2cbfe0b9ebef2e6e1',
    ...visitor,
  },
  customData: {
    value: 40.5,
    currency: 'EUR',
    transactionId: '1001',
    items: [{ id: 'shirt', name: 'Shirt', price: 20.25, quantity: 2 }],
    itemIds: ['shirt'],
    ecommTotalValue: 40.5,
    pageType: 'purchase',
  },
};

export const examples: readonly DestinationExample<MicrosoftSettings>[] = [
  {
    title: 'a purchase; the person hashed, the browser in the clear',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: { status: 200, headers: {}, body: '{"eventsReceived":1}' },
    outcome: { is: 'delivered' },
  },
  {
    title: 'a purchase that came too late',
    event: exampleEvent(),
    settings,
    gives: post(purchase),
    answer: {
      status: 400,
      headers: {},
      body: JSON.stringify({
        error: {
          code: 'ValidationError',
          message: 'One or multiple parameters did not pass validation checks, see details.',
          details: [
            {
              index: 0,
              propertyName: 'data[0].eventTime',
              attemptedValue: 1795435200,
              errorMessage: "'eventTime' must be a valid UNIX UTC timestamp in seconds within last 7 days.",
              errorCode: 'InvalidEventTime',
              isWarning: false,
            },
          ],
        },
      }),
    },
    outcome: { is: 'permanent', code: 'microsoft_invalid_event_time', message: 'Microsoft refused the event because of eventTime.', field: 'eventTime' },
  },
  {
    title: 'a page view of somebody who came by an advertisement',
    event: exampleEvent({
      eventType: 'page_view',
      eventData: { value: 1, currency: 'EUR' },
      user: {},
      userId: '',
      pageUrl: 'https://shop.example/?msclkid=dd4afcccb1c94a4cad9544dd7e5006ab',
    }),
    settings,
    gives: post({
      eventType: 'pageLoad',
      ...event,
      eventSourceUrl: 'https://shop.example/?msclkid=dd4afcccb1c94a4cad9544dd7e5006ab',
      userData: { ...visitor, msclkid: 'dd4afcccb1c94a4cad9544dd7e5006ab' },
    }),
    answer: { status: 401, headers: {}, body: '{"error":{"code":"Unauthorized","message":"You are not authorized to access this resource."}}' },
    outcome: {
      is: 'configuration',
      code: 'http_401',
      message: 'Microsoft does not accept the token for this UET tag. Copy the token of this very tag.',
      setting: 'access_token',
    },
  },
  {
    title: 'a measure of the visit',
    event: exampleEvent({ eventType: 'user_engagement' }),
    settings,
    gives: { is: 'skip', code: 'microsoft_no_counterpart', message: 'Microsoft has no counterpart for user_engagement.' },
  },
];
