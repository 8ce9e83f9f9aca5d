import { describe, expect, it } from '@jest/globals';
import { type Issue, trackedEventSchema } from '@warp/contracts';
import { checkEvent } from './check-event.js';

const options = { mayBeLarge: false, currency: 'EUR' };

/** The event as it is stored, and what its form cost it. */
function read(raw: unknown, currency = 'EUR'): { event: Record<string, unknown>; issues: readonly Issue[] } {
  const checked = checkEvent(raw, { ...options, currency });
  if (!checked.ok) throw new Error(`It was rejected: ${checked.fault.message}`);
  return { event: checked.event, issues: checked.issues };
}

/** What stands at a wire name such as `event_data.items.0.price`. */
const at = (event: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), event);

/** An event with one value at a wire name. */
const withValue = (path: string, value: unknown): object => ({ event_type: 'purchase', ...(fieldsOf(path.split('.'), value) as object) });

const fieldsOf = ([first = '', ...rest]: readonly string[], value: unknown): unknown =>
  /^\d+$/.test(first) ? [rest.length === 0 ? value : fieldsOf(rest, value)] : { [first]: rest.length === 0 ? value : fieldsOf(rest, value) };

describe('a value in another form than the schema’s', () => {
  it.each<[field: string, given: unknown, read: unknown]>([
    // The wire contract’s own examples.
    ['event_data.value', '29.90', 29.9],
    ['event_data.value', ' 19 ', 19],
    ['event_data.value', '49.00', 49],
    ['event_data.currency', 'eur', 'EUR'],
    ['event_data.transaction_id', 1001, '1001'],
    ['user_id', 1234, '1234'],
    ['user.zip', 1234, '1234'],
    // Numbers as programs write them, and the one way of people that has one meaning (thousands come in threes).
    ['event_data.value', '-5', -5],
    ['event_data.value', '.5', 0.5],
    ['event_data.value', '5.', 5],
    ['event_data.value', '+7', 7],
    ['event_data.value', '1e3', 1000],
    ['event_data.value', '29,90', 29.9],
    ['event_data.value', '1,5', 1.5],
    ['event_data.value', '1.234', 1.234],
    ['event_data.value', '２９.９０', 29.9],
    ['event_data.value', '\u00a029.90\u202f', 29.9],
    ['event_data.value', '\u22125', -5],
    ['event_data.value', 0, 0],
    ['event_data.tax', '3.10', 3.1],
    ['event_data.shipping', '4,90', 4.9],
    ['event_data.engagement_time_msec', '1200', 1200],
    ['event_data.items.0.price', '9.99', 9.99],
    ['event_data.items.0.quantity', '2', 2],
    ['event_data.items.0.index', '0', 0],
    // Ids.
    ['event_id', 42, '42'],
    ['event_id', ' o-1 ', 'o-1'],
    ['visitor_id', 17, '17'],
    ['event_data.items.0.item_id', 7, 7],
    ['event_data.items.0.item_id', ' A-1 ', 'A-1'],
    ['event_data.items.0.item_variant', 42, '42'],
    ['ids.ga_session_id', 1712345678, 1712345678],
    ['ids.ga_session_id', ' 1712345678 ', '1712345678'],
    ['ids.ga_sessions', { 'G-ABC123': 1712345678 }, { 'G-ABC123': '1712345678' }],
    ['user.phone', 4930123456, '4930123456'],
    // Currency signs that one currency alone has (Unicode’s currency symbols).
    ['event_data.currency', ' Usd ', 'USD'],
    ['event_data.currency', '€', 'EUR'],
    // Yes and no, by consent tools and Google’s consent mode.
    ['consent.marketing', 'true', true],
    ['consent.marketing', 'FALSE', false],
    ['consent.marketing', 1, true],
    ['consent.marketing', '0', false],
    ['consent.analytics', 'granted', true],
    ['consent.analytics', 'denied', false],
    ['consent.analytics', 'opted_out', false],
    // Objects and lists in other clothes.
    ['event_data', '{"value":"5"}', { value: 5 }],
    ['user', '{"city":"Bonn"}', { city: 'Bonn' }],
    ['event_data.items', '[{"item_id":"a"}]', [{ item_id: 'a' }]],
    ['event_data.items', { item_id: 'a', price: '1' }, [{ item_id: 'a', price: 1 }]],
    ['event_data.items', { 0: { item_id: 'a' }, 2: { item_id: 'b' } }, [{ item_id: 'a' }, { item_id: 'b' }]],
    ['event_data.items', [[{ item_id: 'a' }], [[{ item_id: 'b' }]]], [{ item_id: 'a' }, { item_id: 'b' }]],
    ['event_data.items.0.colour', 'red', 'red'],
    ['event_data.gift', { wrap: true }, { wrap: true }],
    ['user_properties', { plan: 'gold', visits: 3, vip: true, gone: null }, { plan: 'gold', visits: 3, vip: true }],
    // The rest.
    ['screen', '1920 × 1080', '1920x1080'],
    ['screen', '1920X1080', '1920x1080'],
    ['screen', '1536.5x864', '1536x864'],
    ['language', 'de_DE', 'de-DE'],
    ['language', 'en-GB,en;q=0.9', 'en-GB'],
    ['language', 'de_DE.UTF-8', 'de-DE'],
    ['user.date_of_birth', 19900131, '1990-01-31'],
    ['user.date_of_birth', '31.1.1990', '1990-01-31'],
    ['user.date_of_birth', '1/31/1990', '1990-01-31'],
    ['user.date_of_birth', '1990-01-31T00:00:00Z', '1990-01-31'],
    ['user.date_of_birth', 'a'.repeat(64), 'a'.repeat(64)],
    ['timestamp', '1764355000000', '1764355000000'],
    ['event_type', ' purchase ', 'purchase'],
  ])('%s: %j is read as %j, without a finding', (field, given, expected) => {
    const { event, issues } = read(withValue(field, given));
    expect(at(event, field)).toEqual(expected);
    expect(issues).toEqual([]);
  });
});

describe('an amount as a shop shows it', () => {
  // As Intl.NumberFormat writes 29.9 in the locales where each is at home (de-DE, en-US, pl-PL, cs-CZ, pt-BR, ja-JP, de-CH, sv-SE, en-IN).
  it.each<[text: string, currency: string, value: number]>([
    ['29,90 €', 'EUR', 29.9],
    ['29,90\u00a0€', 'EUR', 29.9],
    ['€29.90', 'EUR', 29.9],
    ['EUR 49.00', 'EUR', 49],
    ['49.00 eur', 'EUR', 49],
    ['-29,90\u00a0€', 'EUR', -29.9],
    ['-$29.90', 'USD', -29.9],
    ['$-29.90', 'USD', -29.9],
    ['$49.00', 'USD', 49],
    ['CA$49.00', 'CAD', 49],
    ['29,90\u00a0zł', 'PLN', 29.9],
    ['29,90\u00a0Kč', 'CZK', 29.9],
    ['R$\u00a029,90', 'BRL', 29.9],
    ['\uffe530', 'JPY', 30],
    ['CHF\u00a029.90', 'CHF', 29.9],
    ['29,90\u00a0kr', 'SEK', 29.9],
    ['₹29.90', 'INR', 29.9],
  ])('%s in %s is %d', (text, currency, value) => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { currency, value: text, items: [{ price: text }] } });
    expect(event['event_data']).toEqual({ currency, value, items: [{ price: value }] });
    expect(issues).toEqual([]);
  });

  it.each<[text: string, currency: string, rule: string]>([
    ['$49.00', 'EUR', 'not_a_number'],
    ['49.00 USD', 'EUR', 'not_a_number'],
    ['$49.00 USD', 'USD', 'not_a_number'],
    ['1.299,90 €', 'EUR', 'ambiguous_number'],
    ['1 299,00 Kč', 'CZK', 'ambiguous_number'],
    ['€', 'EUR', 'not_a_number'],
    ['--5 €', 'EUR', 'not_a_number'],
    ['2 for 5 €', 'EUR', 'not_a_number'],
    ['29,90 € - 49,90 €', 'EUR', 'not_a_number'],
    ['🙂 5', 'EUR', 'not_a_number'],
  ])('%s in %s is not guessed', (text, currency, rule) => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { currency, value: text } });
    expect(event['event_data']).toEqual({ currency });
    expect(issues).toMatchObject([{ field: 'event_data.value', rule }]);
  });

  it('goes by the site’s currency where the event names none', () => {
    const priced = { event_type: 'purchase', event_data: { value: '29,90 €' } };
    expect(read(priced, 'EUR').event['event_data']).toEqual({ value: 29.9 });
    expect(read(priced, 'CHF').event['event_data']).toEqual({});
    expect(read(priced, '').event['event_data']).toEqual({});
  });
});

describe('a value that cannot be read', () => {
  it.each<[field: string, given: unknown, issue: Issue]>([
    ['event_data.value', '1.234,50', { field: 'event_data.value', rule: 'ambiguous_number', was: '1.234,50' }],
    ['event_data.value', '1,234.50', { field: 'event_data.value', rule: 'ambiguous_number', was: '1,234.50' }],
    ['event_data.value', '1,234', { field: 'event_data.value', rule: 'ambiguous_number', was: '1,234' }],
    ['event_data.value', "1'234.50", { field: 'event_data.value', rule: 'ambiguous_number', was: "1'234.50" }],
    ['event_data.value', 'NaN', { field: 'event_data.value', rule: 'not_a_number', was: 'aaa' }],
    ['event_data.value', 'Infinity', { field: 'event_data.value', rule: 'not_a_number', was: 'aaaaaaaa' }],
    ['event_data.value', '0x1F', { field: 'event_data.value', rule: 'not_a_number', was: '9a9a' }],
    ['event_data.value', 'ada@example.com', { field: 'event_data.value', rule: 'not_a_number', was: 'aaa@aaaaaaa.aaa' }],
    ['event_data.value', '+49 30 123456', { field: 'event_data.value', rule: 'not_a_number', was: '+99 99 999999' }],
    ['event_data.value', '4111 1111 1111 1111', { field: 'event_data.value', rule: 'not_a_number', was: '9999 9999 9999 9999' }],
    ['event_data.value', true, { field: 'event_data.value', rule: 'not_a_number', was: 'boolean' }],
    ['event_data.value', [5], { field: 'event_data.value', rule: 'not_a_number', was: 'list' }],
    ['event_data.value', '1e999', { field: 'event_data.value', rule: 'too_large', was: 'Infinity' }],
    ['event_data.currency', 'QQQ', { field: 'event_data.currency', rule: 'unknown_currency', was: 'QQQ' }],
    ['event_data.currency', '$', { field: 'event_data.currency', rule: 'unknown_currency', was: '$' }],
    ['event_data.currency', 'Ada Lovelace', { field: 'event_data.currency', rule: 'unknown_currency', was: 'aaa aaaaaaaa' }],
    ['event_data.transaction_id', { no: 1 }, { field: 'event_data.transaction_id', rule: 'not_text', was: 'object' }],
    ['event_data.transaction_id', 2 ** 60, { field: 'event_data.transaction_id', rule: 'inexact_number' }],
    ['event_data.items.0.quantity', '2 pieces', { field: 'event_data.items[].quantity', rule: 'not_a_number', was: '9 aaaaaa' }],
    ['event_data.items.0.quantity', 1e7, { field: 'event_data.items[].quantity', rule: 'out_of_range', was: 1e7 }],
    ['event_data.items', 'none', { field: 'event_data.items', rule: 'not_a_list', was: 'text' }],
    ['event_data', [1], { field: 'event_data', rule: 'not_an_object', was: 'list' }],
    ['event_data', 'x', { field: 'event_data', rule: 'not_an_object', was: 'text' }],
    ['event_id', { a: 1 }, { field: 'event_id', rule: 'not_text', was: 'object' }],
    ['user', 'ada@example.com', { field: 'user', rule: 'not_an_object', was: 'text' }],
    ['user.email', ['ada@example.com'], { field: 'user.email', rule: 'not_text', was: 'list' }],
    ['user.email', `${'a'.repeat(400)}@example.com`, { field: 'user.email', rule: 'too_long', was: 412 }],
    ['user.date_of_birth', 'yesterday', { field: 'user.date_of_birth', rule: 'not_a_date' }],
    ['user.date_of_birth', '1990-02-30', { field: 'user.date_of_birth', rule: 'not_a_date' }],
    ['user.date_of_birth', '03/04/1990', { field: 'user.date_of_birth', rule: 'not_a_date' }],
    ['user.date_of_birth', '2990-01-01', { field: 'user.date_of_birth', rule: 'not_a_date' }],
    ['user.favourite_colour', 'red', { field: 'user.*', rule: 'unknown_field' }],
    ['ids.unheard_of', 'x', { field: 'ids.*', rule: 'unknown_field' }],
    ['ids.gclid', 'g'.repeat(601), { field: 'ids.gclid', rule: 'too_long', was: 601 }],
    ['ids.ga_sessions', { nonsense: '1' }, { field: 'ids.ga_sessions.*', rule: 'unknown_field' }],
    ['user_properties', { plan: { name: 'gold' } }, { field: 'user_properties.*', rule: 'not_text', was: 'object' }],
    ['consent.analytics', 'perhaps', { field: 'consent.analytics', rule: 'not_yes_or_no', was: 'aaaaaaa' }],
    ['screen', 'large', { field: 'screen', rule: 'not_a_screen', was: 'aaaaa' }],
    ['language', '*', { field: 'language', rule: 'not_a_language', was: '*' }],
    ['timezone', 'Europe/Atlantis', { field: 'timezone', rule: 'unknown_time_zone', was: 'aaaaaa/aaaaaaaa' }],
    ['timestamp', 'soon', { field: 'timestamp', rule: 'not_a_time', was: 'aaaa' }],
    ['timestamp', {}, { field: 'timestamp', rule: 'not_text', was: 'object' }],
    ['page_title', ['a'], { field: 'page_title', rule: 'not_text', was: 'list' }],
  ])('%s: %j costs the field alone', (field, given, issue) => {
    const { event, issues } = read({ ...withValue(field, given), page_url: 'https://shop.example/' });
    expect(issues).toEqual([issue]);
    expect(event).toMatchObject({ event_type: 'purchase', page_url: 'https://shop.example/' });
    const left = at(event, field);
    if (Array.isArray(left) || typeof left === 'object') expect(Object.keys(left ?? {})).toEqual([]);
    else expect(left).toBeUndefined();
  });

  it.each(['user', 'ids', 'event_data.items.0'])('in %s leaves its neighbours', (place) => {
    const neighbours = { user: { email: 'a@b.c', city: null }, ids: { fbp: 'fb.1', gclid: {} }, 'event_data.items.0': { item_id: 'a', price: 'much' } }[place];
    const { event } = read(withValue(place, neighbours));
    expect(Object.keys(at(event, place) as object)).toEqual([Object.keys(neighbours!)[0]]);
  });
});

describe('null and blank text', () => {
  it('count as absent everywhere', () => {
    const nothing = { event_type: 'purchase', event_id: null, timestamp: null, user_id: '', page_url: null, consent: null, ids: { fbp: '' }, user: { city: null, zip: ' ' } };
    const { event, issues } = read({ ...nothing, event_data: { value: null, currency: '', tax: ' ', gift: null, items: [null, { item_id: 'a', item_variant: null, own: null }] } });
    expect(event).toEqual({ event_type: 'purchase', ids: {}, user: {}, event_data: { items: [{ item_id: 'a' }] } });
    expect(issues).toEqual([]);
  });
});

describe('text that is too long', () => {
  it('is cut between characters, never through one', () => {
    const { event, issues } = read({ event_type: 'page_view', page_title: `${'a'.repeat(511)}😀😀` });
    expect(event['page_title']).toBe(`${'a'.repeat(511)}😀`);
    expect(issues).toEqual([{ field: 'page_title', rule: 'too_long', was: 515 }]);
  });

  it('of the longest length in characters is as it is, whatever its length in UTF-16', () => {
    expect(read({ event_type: 'page_view', page_title: '😀'.repeat(512) })).toEqual({ event: { event_type: 'page_view', page_title: '😀'.repeat(512) }, issues: [] });
  });

  it('never makes one id of two, and always the same of one', () => {
    const [one, other, again] = ['1', '2', '1'].map((end) => read({ event_type: 'x', event_id: 'order-'.repeat(40) + end }).event['event_id'] as string);
    expect(one).toHaveLength(128);
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  });
});

describe('items', () => {
  const items = (count: number) => Array.from({ length: count }, (_, index) => ({ item_id: `i${index}`, price: 1 }));
  it('more than 200 are all kept', () => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { value: 201, items: items(201) } });
    expect(at(event, 'event_data.items')).toHaveLength(201);
    expect(issues).toEqual([]);
  });
  it('beyond a thousand are left out with a finding, and the order’s value stays', () => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { value: 1001, items: items(1001) } });
    expect(at(event, 'event_data.items')).toHaveLength(1000);
    expect(at(event, 'event_data.value')).toBe(1001);
    expect(issues).toEqual([{ field: 'event_data.items', rule: 'too_many', was: 1001 }]);
  });
  it('that are none are left out, once in the findings', () => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { items: ['sku', 5, true, { item_id: 'a' }] } });
    expect(at(event, 'event_data.items')).toEqual([{ item_id: 'a' }]);
    expect(issues).toEqual([{ field: 'event_data.items[]', rule: 'not_an_object', was: 'text' }]);
  });
});

describe('an amount that no shop has', () => {
  it.each([
    ['EUR', 1e8, true],
    ['EUR', 1e8 + 1, false],
    ['EUR', -1e9, false],
    ['EUR', 999_999_999_999, false],
    // Seven million dollars each at the rates of 2025.
    ['JPY', 1e9, true],
    ['IDR', 1e11, true],
    ['VND', 2e11, true],
    ['JPY', 1e11, false],
    ['IDR', 1e14, false],
  ])('in %s: %d is kept: %s', (currency, value, isKept) => {
    const { event, issues } = read({ event_type: 'purchase', event_data: { value, currency } });
    expect(at(event, 'event_data.value')).toBe(isKept ? value : undefined);
    expect(issues).toEqual(isKept ? [] : [{ field: 'event_data.value', rule: 'too_large', was: String(value) }]);
  });
  it('goes by the site’s currency where the event names none', () => {
    expect(read({ event_type: 'purchase', event_data: { value: 2e8 } }, 'KRW').issues).toEqual([]);
    expect(read({ event_type: 'purchase', event_data: { value: 2e8 } }, 'CHF').issues).toHaveLength(1);
    expect(read({ event_type: 'purchase', event_data: { value: 2e8 } }, '').issues).toEqual([]);
  });
});

describe('consent that cannot be read', () => {
  it.each([
    ['perhaps', { marketing: false }],
    [[], { marketing: false }],
    [{ marketing: 'perhaps', analytics: true }, { analytics: true, marketing: false }],
    ['{"marketing":"perhaps"}', { marketing: false }],
  ])('%j is no permission for marketing', (consent, expected) => {
    expect(read({ event_type: 'page_view', consent }).event['consent']).toEqual(expected);
  });
});

describe('an event', () => {
  it.each<[string, unknown, object]>([
    ['no object', 7, { code: 'invalid_event', field: '', rule: 'not_an_object' }],
    ['a list', [], { code: 'invalid_event', field: '', rule: 'not_an_object' }],
    ['without a type', {}, { code: 'invalid_event', field: 'event_type', rule: 'required' }],
    ['with null for a type', { event_type: null }, { code: 'invalid_event', field: 'event_type', rule: 'required' }],
    ['with a number for a type', { event_type: 5 }, { code: 'invalid_event', field: 'event_type', rule: 'not_text' }],
    ['with a type of several words', { event_type: 'add to cart' }, { code: 'invalid_event', field: 'event_type', rule: 'pattern' }],
    ['with too long a type', { event_type: 'a'.repeat(101) }, { code: 'invalid_event', field: 'event_type', rule: 'pattern' }],
    ['of 65 KB', { event_type: 'x', page_title: 'x'.repeat(65 * 1024) }, { code: 'event_too_large', field: '', rule: 'too_large' }],
    ['with 33 KB of event_data', { event_type: 'x', event_data: { text: 'x'.repeat(33 * 1024) } }, { code: 'event_too_large', field: 'event_data', rule: 'too_large' }],
  ])('%s is rejected by field and rule', (_, raw, fault) => {
    expect(checkEvent(raw, { ...options, mayBeLarge: true })).toMatchObject({ ok: false, fault });
  });

  it('in the schema’s form is what it was', () => {
    const event = { event_type: 'purchase', event_id: 'e', consent: { analytics: true, marketing: false }, event_data: { value: 1, currency: 'EUR', own: [1, { a: null }], items: [{ item_id: 1 }] } };
    expect(read({ ...event, unheard_of: 1 })).toEqual({ event, issues: [] });
  });

  it('cannot reach what every object inherits', () => {
    const { event } = read(JSON.parse('{"event_type":"x","user":{"__proto__":{"email":"a@b.c"}},"event_data":{"value":"1","__proto__":{"evil":1},"constructor":"x"}}'));
    expect(at(event, 'user.email')).toBeUndefined();
    expect(at(event, 'event_data.evil')).toBeUndefined();
    expect(Object.keys(at(event, 'event_data') as object)).toContain('constructor');
  });

  it('as JSON in JSON, deeper than any body may be, costs its field', () => {
    const deep = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    expect(read({ event_type: 'x', event_data: deep }).issues).toEqual([{ field: 'event_data', rule: 'not_an_object', was: 'text' }]);
    expect(at(read({ event_type: 'x', event_data: '{"k":"a\\u0000b\\ud800"}' }).event, 'event_data.k')).toBe('ab\ufffd');
  });

  it('has findings without end, of which it keeps twenty', () => {
    const odd = Object.fromEntries(Object.keys(trackedEventSchema.properties).map((name) => [name, [true]]));
    const items = Object.fromEntries(Array.from({ length: 18 }, (_, index) => [`item_category${index}`, {}]));
    const { issues } = read({ ...odd, event_type: 'x', event_data: { value: {}, tax: {}, shipping: {}, coupon: {}, transaction_id: {}, currency: {}, items: [{ item_id: {}, price: {}, quantity: {}, item_name: {}, ...items }] } });
    expect(issues).toHaveLength(20);
  });
});
