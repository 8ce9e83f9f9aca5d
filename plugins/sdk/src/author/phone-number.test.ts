import { describe, expect, it } from '@jest/globals';
import { countryCode } from './country-code.js';
import { countryOfCallingCode, phoneNumber } from './phone-number.js';

/**
 * Expected by hand from the countries' numbering plans (ITU-T E.164 national plans): trunk prefix, length and area code; numbers are of
 * ranges kept for examples where a country has some (libphonenumber's own example 07911 123456, NANP 555-01xx, Bundesnetzagentur 030 23125xxx).
 */
describe('a phone number', () => {
  it.each([
    ['international', '+49 (0)30 23125 123', undefined, '+493023125123'],
    ['international, whatever the country', '+1 650-555-0112', 'DE', '+16505550112'],
    ['with 00', '0049 30 23125123', undefined, '+493023125123'],
    ['with 00, of a shop where 011 is dialled', '0049 30 23125123', 'US', '+493023125123'],
    ['with 011, of a shop where that is dialled', '011 49 30 23125123', 'US', '+493023125123'],
    ['with 00 and spaces between', '0 0 49 30 23125123', undefined, '+493023125123'],
    ['national, with a trunk zero', '030 23125 123', 'DE', '+493023125123'],
    ['national, of an Austrian', '0664 1234567', 'AT', '+436641234567'],
    ['of an Italian, who keeps the zero', '06 1234 5678', 'IT', '+390612345678'],
    ['of an Italian, international', '+39 06 1234 5678', undefined, '+390612345678'],
    ['of an Italian, with the zero in brackets', '+39 (0)6 1234 5678', undefined, '+390612345678'],
    ['of an Italian mobile, which has none', '312 345 6789', 'IT', '+393123456789'],
    ['with the prefix and without a plus', '1 (650) 555-0112', 'US', '+16505550112'],
    ['with the prefix and without a plus, European', '49 30 23125123', 'DE', '+493023125123'],
    ['Brazilian, 11 digits', '11 98765-4321', 'BR', '+5511987654321'],
    ['Chinese, 11 digits', '13812345678', 'CN', '+8613812345678'],
    ['Russian, with the trunk eight', '8 912 345-67-89', 'RU', '+79123456789'],
    ['Hungarian, with the trunk 06', '06 20 123 4567', 'HU', '+36201234567'],
    ['British', '07911 123456', 'GB', '+447911123456'],
    ['with the alias of a country', '07911 123456', 'UK', '+447911123456'],
    ['with a country by its name', '07911 123456', 'United Kingdom', '+447911123456'],
    ['with an extension', '+49 30 23125123 ext. 12', undefined, '+493023125123'],
    ['with an x before the extension', '650-555-0112 x7', 'US', '+16505550112'],
    ['with letters', '1-800-FLOWERS', 'US', '+18003569377'],
    ['in full-width digits', '０３０２３１２５１２３', 'DE', '+493023125123'],
    ['in Arabic digits', '+٤٩٣٠٢٣١٢٥١٢٣', undefined, '+493023125123'],
    ['as a link', 'tel:+49-30-23125123', undefined, '+493023125123'],
    ['with no-break spaces and dashes', '+49\u00a030\u201323125\u2011123', undefined, '+493023125123'],
  ])('%s: %s of %s', (_, text, country, expected) => expect(phoneNumber(text, country)).toBe(expected));

  it.each([
    ['11 digits without a country', '11987654321', undefined],
    ['11 digits without a country, Chinese', '13812345678', undefined],
    ['a national number without a country', '030 23125123', undefined],
    ['a German number of an Austrian', '030 123456', 'AT'],
    ['a national number with a country that is none', '030 23125123', 'Atlantis'],
    ['an emergency call', '110', 'DE'],
    ['too few digits', '+49 12', undefined],
    ['too many digits', '+49 30 123456789012345', undefined],
    ['a prefix nobody has', '+999 12345678', undefined],
    ['words', 'call me', 'DE'],
    ['nothing', '  ', 'DE'],
    ['a text without an end', `+49${'1'.repeat(100)}`, 'DE'],
  ])('is left out rather than guessed: %s', (_, text, country) => expect(phoneNumber(text, country)).toBeUndefined());
});

describe('a country', () => {
  it.each([
    ['de', 'DE'],
    [' At ', 'AT'],
    ['UK', 'GB'],
    ['Germany', 'DE'],
    ['Österreich', 'AT'],
    ['Osterreich', 'AT'],
    ['Côte d’Ivoire', 'CI'],
    ['Türkiye', 'TR'],
    ['XX', undefined],
    ['EU', undefined],
    ['Bavaria', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (text, code) => expect(countryCode(text)).toBe(code));

  it.each([
    ['49', 'DE'],
    ['1', 'US'],
    ['44', 'GB'],
    ['999', undefined],
    ['', undefined],
  ])('of the calling code %s is %s', (callingCode, code) => expect(countryOfCallingCode(callingCode)).toBe(code));
});
