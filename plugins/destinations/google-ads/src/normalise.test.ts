import { describe, expect, it } from '@jest/globals';
import { exampleEvent, type WarpEvent } from '@warp/plugin-sdk';
import * as normalise from './normalise.js';
import { userIdentifiers } from './user-identifiers.js';

/**
 * Normalised forms are those of the test of Google's own formatter (github.com/googleads/data-manager-java, UserDataFormatterTest),
 * unless a title says where the reference asks for something else.
 */
describe('Google’s normalisation', () => {
  it.each([
    ['QuinnY@example.com', 'quinny@example.com'],
    ['QuinnY@EXAMPLE.com', 'quinny@example.com'],
    ['  ALEXZ@example.com   ', 'alexz@example.com'],
    ['alex z@example.com', 'alexz@example.com'],
    ['jefferson.Loves.hiking@gmail.com', 'jeffersonloveshiking@gmail.com'],
    ['j.e.f..ferson.Loves.hiking@googlemail.com', 'jeffersonloveshiking@googlemail.com'],
    ['Cloudy.SanFrancisco+shopping@gmail.com', 'cloudysanfrancisco@gmail.com'],
    ['Cloudy.SanFrancisco+shopping@googlemail.com', 'cloudysanfrancisco@googlemail.com'],
    ['user.name+NYC@Example.com', 'user.name+nyc@example.com'],
    ['a.b@gmail.com.example', 'a.b@gmail.com.example'],
    ['...@gmail.com', undefined],
    ['+shop@gmail.com', undefined],
    ['quinn', undefined],
    ['@example.com', undefined],
    ['a@b@example.com', undefined],
  ])('of the e-mail address “%s”', (text, normal) => expect(normalise.email(text)).toBe(normal));

  it.each([
    ['18005550100', 'US', '+18005550100'],
    ['18005550100', '', undefined],
    ['+1 800-555-0100', '', '+18005550100'],
    ['441134960987', 'GB', '+441134960987'],
    ['+44-113-496-0987', '', '+441134960987'],
    ['0044 113 496 0987', '', '+441134960987'],
    ['+49 (0)30 123456', '', '+4930123456'],
    ['030 123456', 'DE', '+4930123456'],
    ['030 123456', '', undefined],
    ['+abc-DEF', '', undefined],
    ['++++', 'DE', undefined],
    ['+1234567890123456', '', undefined],
  ])('of the phone number “%s” in the country “%s”', (text, country, normal) => expect(normalise.phone(country)(text)).toBe(normal));

  it.each([
    [' Alex   ', 'alex'],
    ['Mr. Alex', 'alex'],
    ['Mrs. Alex', 'alex'],
    ['Dr. Alex', 'alex'],
    ['Mralex', 'mralex'],
    ['Maria Luisa', 'maria luisa'],
    ['정', '정'],
    ['Mr.', ''],
  ])('of the given name “%s”', (text, normal) => expect(normalise.givenName(text.trim())).toBe(normal));

  it.each([
    [' Quinn   ', 'quinn'],
    ['Quinn, Jr.', 'quinn'],
    ['Quinn,Jr.', 'quinn'],
    ['Quinn Sr.', 'quinn'],
    ['quinn, jr. dds', 'quinn'],
    ['quinn, jr., dds', 'quinn'],
    ['Boardds', 'boardds'],
    ['lacparm', 'lacparm'],
    ['O’Connor', 'oconnor'],
  ])('of the family name “%s”', (text, normal) => expect(normalise.familyName(text.trim())).toBe(normal));

  it('takes punctuation out of names, as AddressInfo’s reference asks; Google’s formatter keeps a hyphen', () => expect(normalise.familyName('Quinn-Alex')).toBe('quinnalex'));

  it.each([
    ['  us  ', 'US'],
    ['de', 'DE'],
    ['usa', undefined],
    ['u2', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of the region “%s”', (text, normal) => expect(normalise.regionCode(text)).toBe(normal));

  it.each([
    ['  1229-076  ', '1229-076'],
    ['94045', '94045'],
    ['  ', undefined],
    [undefined, undefined],
  ])('of the postal code “%s”', (text, normal) => expect(normalise.postalCode(text)).toBe(normal));
});

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`; the first two stand in Google's tests as well. */
describe('who somebody was', () => {
  const ALEX = '509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a';
  const of = (user: WarpEvent['user']) => userIdentifiers(exampleEvent({ user }));

  it.each<[string, WarpEvent['user'], object]>([
    ['alexz@example.com', { email: ' ALEXZ@example.com ' }, { email: ALEX }],
    ['+18005550100', { phone: ' +1-800-555-0100' }, { phone: 'fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30' }],
    ['cloudysanfrancisco@gmail.com', { email: 'Cloudy.SanFrancisco+shopping@gmail.com' }, { email: '223ebda6f6889b1494551ba902d9d381daf2f642bae055888e96343d53e9f9c4' }],
    ['user.name+nyc@example.com', { email: 'user.name+NYC@Example.com' }, { email: 'f109a2a632fbcea5fc82049f50beed3d8621bf9034399f437fb622222acccdac' }],
    ['nothing', { email: '', phone: ' ', firstName: 'Ada' }, {}],
  ])('is the hash of %s', (_, user, expected) => expect(of(user)).toEqual(expected));

  it('passes a hash through, in lower case', () => expect(of({ email: ALEX.toUpperCase() })).toEqual({ email: ALEX }));

  const whole = { firstName: 'Mary', lastName: 'O’Connor', country: 'us', zip: '94045' };

  it('has an address by all of its parts; country and postal code are not hashed', () =>
    expect(of(whole)).toEqual({
      address: {
        givenName: '6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec',
        familyName: '7a0fbfdf40cbeb97429bdb88f512cecd27f0d44b7e57986ab578423bb61936ac',
        regionCode: 'US',
        postalCode: '94045',
      },
    }));

  it.each(Object.keys(whole))('has no address without %s', (part) => expect(of({ ...whole, [part]: '' })).toEqual({}));
});
