import { describe, expect, it } from '@jest/globals';
import { exampleEvent, isSkip, type WarpEvent } from '@warp/plugin-sdk';
import { exampleSettings } from './examples/settings.js';
import { map } from './map.js';
import type { GoogleAdsSettings } from './settings.js';

const CLICK = { gclid: 'click' };

function mapped(overrides: Partial<WarpEvent> = {}, more: Partial<GoogleAdsSettings> = {}) {
  const item = map(exampleEvent({ ids: CLICK, ...overrides }), { ...exampleSettings, ...more });
  if (isSkip(item) || item.api !== 'data_manager') throw new Error('It has another form.');
  return item;
}

function uploaded(overrides: Partial<WarpEvent> = {}, more: Partial<GoogleAdsSettings> = {}) {
  const item = map(exampleEvent({ ids: CLICK, ...overrides }), { ...exampleSettings, api: 'click_upload', ...more });
  if (isSkip(item) || item.api !== 'click_upload') throw new Error('It has another form.');
  return item.conversion;
}

describe('what is not sent', () => {
  it.each<[string, Partial<WarpEvent>, Partial<GoogleAdsSettings>, string | undefined]>([
    ['an event without an action', { eventType: 'page_view' }, {}, 'google_ads_not_mapped'],
    ['an event named like a part of an object', { eventType: 'constructor' }, {}, 'google_ads_not_mapped'],
    ['a conversion of nobody', { ids: {}, user: {} }, {}, 'google_ads_no_identifier'],
    ['a conversion of somebody whose number is not complete', { ids: {}, user: { phone: '030 123456' } }, {}, 'google_ads_no_identifier'],
    ['a conversion of somebody whose number is completed', { ids: {}, user: { phone: '030 123456', country: 'DE' } }, {}, undefined],
    ['a conversion of a click alone', { user: {} }, {}, undefined],
    ['an addition to the tag’s conversion without its transaction', { eventData: {} }, { action_type: 'webpage' }, 'google_ads_no_transaction_id'],
    ['an addition to the tag’s conversion', {}, { action_type: 'webpage' }, undefined],
  ])('%s', (_, overrides, more, code) => {
    const item = map(exampleEvent({ ids: CLICK, ...overrides }), { ...exampleSettings, ...more });
    expect(isSkip(item) ? item.code : undefined).toBe(code);
  });
});

describe('the click', () => {
  it.each<[string, Partial<WarpEvent>, object | undefined]>([
    ['by its own id', { ids: { gclid: 'g', gbraid: 'b', wbraid: 'w' } }, { gclid: 'g' }],
    ['on a website before one for an app', { ids: { gbraid: 'b', wbraid: 'w' } }, { wbraid: 'w' }],
    ['for an app', { ids: { gbraid: 'b' } }, { gbraid: 'b' }],
    ['on this page before the one remembered', { ids: { gclid: 'g' }, pageUrl: 'https://shop.example/?gclid=now' }, { gclid: 'now' }],
    ['of an iPhone on this page before the one remembered', { ids: { gclid: 'g' }, pageUrl: 'https://shop.example/?gbraid=now' }, { gbraid: 'now' }],
    ['remembered, when the page’s is empty', { ids: { gclid: 'g' }, pageUrl: 'https://shop.example/?gclid=' }, { gclid: 'g' }],
    ['remembered, when the page has no address', { ids: { gclid: 'g' }, pageUrl: '/thanks' }, { gclid: 'g' }],
    ['of nobody', { ids: {} }, undefined],
  ])('%s', (_, overrides, expected) => expect(mapped(overrides).event.adIdentifiers).toEqual(expected));
});

describe('a conversion', () => {
  it('is named by its transaction, or else by its event', () => {
    expect(mapped().event.transactionId).toBe('1001');
    expect(mapped({ eventData: {} }).event.transactionId).toBe('purchase:example:1001');
  });

  it('is dated by RFC 3339, and never ahead of its receipt', () => {
    expect(mapped({ timestampMs: Date.UTC(2026, 10, 23, 12, 0, 0, 333), receivedAtMs: Date.UTC(2026, 10, 24) }).event.eventTimestamp).toBe('2026-11-23T12:00:00.333Z');
    expect(mapped({ timestampMs: Date.UTC(2026, 10, 23, 12, 5), receivedAtMs: Date.UTC(2026, 10, 23, 12) }).event.eventTimestamp).toBe('2026-11-23T12:00:00.000Z');
  });

  it.each<[string, WarpEvent['eventData'], object]>([
    ['an amount', { value: 40.5, currency: 'EUR' }, { conversionValue: 40.5, currency: 'EUR' }],
    ['nothing', { value: 0, currency: 'EUR' }, { conversionValue: 0, currency: 'EUR' }],
    ['no amount without a currency', { value: 40.5 }, {}],
    ['no currency without an amount', { currency: 'EUR' }, {}],
    ['no amount below zero', { value: -1, currency: 'EUR' }, {}],
  ])('is worth %s', (_, eventData, expected) => {
    const { conversionValue, currency } = mapped({ eventData }).event;
    expect({ ...(conversionValue !== undefined && { conversionValue }), ...(currency && { currency }) }).toEqual(expected);
  });

  it.each<[string, boolean, string, string]>([
    ['agreed to both', true, 'CONSENT_GRANTED', 'CONSENT_GRANTED'],
    ['agreed to measuring only', false, 'CONSENT_GRANTED', 'CONSENT_DENIED'],
  ])('says that the visitor %s', (_, personalization, adUserData, adPersonalization) =>
    expect(mapped({}, { ad_personalization: personalization }).event.consent).toEqual({ adUserData, adPersonalization }));

  it('says when the visitor did not agree', () =>
    expect(mapped({ consent: { analytics: true, marketing: false } }).event.consent).toEqual({ adUserData: 'CONSENT_DENIED', adPersonalization: 'CONSENT_DENIED' }));

  it.each([
    ['new', 'NEW'],
    ['returning', 'RETURNING'],
    ['reengaged', 'REENGAGED'],
    ['vip', undefined],
  ])('comes of a customer who is %s', (customer_type, expected) =>
    expect(mapped({ eventData: { transaction_id: '1', customer_type } }).event.userProperties?.customerType).toBe(expected));

  it('goes to the action of its event', () => expect(mapped({ eventType: 'generate_lead' }).action).toBe('444555666'));
});

describe('the cart', () => {
  const items = [
    { item_id: 7, price: 2.5, quantity: 2 },
    { item_id: 'b', price: 1 },
    { item_id: 'without a price' },
    { item_name: 'without an id', price: 1 },
    { item_id: 'half a piece', price: 1, quantity: 0.5 },
  ];

  it('holds what has a product, a price and whole pieces', () =>
    expect(mapped({ eventData: { transaction_id: '1', items } }).event.cartData).toEqual({
      items: [
        { merchantProductId: '7', quantity: 2, unitPrice: 2.5 },
        { merchantProductId: 'b', quantity: 1, unitPrice: 1 },
      ],
    }));

  it.each<[string, Partial<WarpEvent>]>([
    ['a lead', { eventType: 'generate_lead' }],
    ['a click of an iPhone, with which Google takes none', { ids: { wbraid: 'w' } }],
    ['a purchase without items', { eventData: { transaction_id: '1' } }],
  ])('is left out of %s', (_, overrides) => expect(mapped(overrides).event.cartData).toBeUndefined());
});

describe('the older upload', () => {
  it('dates in its own way', () =>
    expect(uploaded({ timestampMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678) }).conversionDateTime).toBe('2026-01-02 03:04:05+00:00'));

  it('names the Merchant Center’s feed by country and language', () =>
    expect(uploaded({}, { merchant_id: '12345', merchant_feed_label: 'DE', merchant_feed_language: 'de' }).cartData).toEqual({
      merchantId: '12345',
      feedCountryCode: 'DE',
      feedLanguageCode: 'de',
      items: [{ productId: 'shirt', quantity: 2, unitPrice: 20.25 }],
    }));

  it('takes no label for a country that is none', () => expect(uploaded({}, { merchant_feed_label: 'ONLINE' }).cartData).not.toHaveProperty('feedCountryCode'));

  it('goes by e-mail address and phone number, not by the address', () =>
    expect(
      uploaded({ ids: {}, user: { email: 'ada@example.com', phone: '+49 30 123456', firstName: 'Ada', lastName: 'Example', country: 'DE', zip: '10115' } }).userIdentifiers?.map((one) => Object.keys(one)),
    ).toEqual([['hashedEmail'], ['hashedPhoneNumber']]));

  it('says DENIED in its own word', () => expect(uploaded({}, { ad_personalization: false }).consent).toEqual({ adUserData: 'GRANTED', adPersonalization: 'DENIED' }));
});
