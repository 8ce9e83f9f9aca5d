import { describe, expect, it } from '@jest/globals';
import { exampleEvent, type WarpEvent } from '@warp/plugin-sdk';
import { fbc, fbp } from './click-ids.js';
import { isTooBroad, userData, type UserData } from './user-data.js';

/** Hashes by `printf '%s' <normalised> | openssl dgst -sha256`. */
describe('personal fields', () => {
  const JOHN = '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f';
  const PHONE = 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176';
  const BERLIN = 'ac75546db905289f50bd750fd5648fec0719074ce391521b2372abeae9110668';

  it.each<[string, WarpEvent['user'], keyof UserData, string | undefined]>([
    ['an e-mail, trimmed and lower case', { email: ' John_Smith@Gmail.com ' }, 'em', JOHN],
    ['dots and plus stay in an e-mail', { email: 'j.smith+shop@gmail.com' }, 'em', '4447a268199e1f5547de227e2a339cc1ccbfb03d73a5c76f6efbeeb7457aa32e'],
    ['a hashed e-mail as it is', { email: JOHN.toUpperCase() }, 'em', JOHN],
    ['no e-mail', { email: '  ' }, 'em', undefined],
    ['something else than an e-mail', { email: 'unknown' }, 'em', undefined],
    ['a phone with plus', { phone: '+1 (650) 555-1212' }, 'ph', PHONE],
    ['a phone with zeros', { phone: '001 650 555 1212' }, 'ph', PHONE],
    ['a phone’s bare digits, of an American', { phone: '16505551212', country: 'US' }, 'ph', PHONE],
    ['a phone’s bare digits, of somebody who gave no country', { phone: '16505551212' }, 'ph', undefined],
    ['a zero in brackets', { phone: '+49 (0)30 123456' }, 'ph', BERLIN],
    ['a national phone', { phone: '030 123456' }, 'ph', undefined],
    ['no digits', { phone: '-' }, 'ph', undefined],
    ['a first name', { firstName: ' Mary ' }, 'fn', '6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec'],
    ['an accent stays', { firstName: 'Valéry' }, 'fn', '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c'],
    ['another script stays', { firstName: '정' }, 'fn', '8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14'],
    ['punctuation goes', { lastName: 'O’Connor-Smith' }, 'ln', '8b9b81060e97cca385805fabeb71790f3bdd8a97e59e28808747c49780595636'],
    ['punctuation alone is nothing', { lastName: '--' }, 'ln', undefined],
    ['a birthday with dashes', { dateOfBirth: '1997-02-16' }, 'db', '01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c'],
    ['a birthday that never was', { dateOfBirth: '1997-02-30' }, 'db', undefined],
    ['a birthday of doubtful order', { dateOfBirth: '02/03/1997' }, 'db', undefined],
    ['a gender', { gender: 'Female' }, 'ge', '252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111'],
    ['another gender', { gender: 'x' }, 'ge', undefined],
    ['a city', { city: 'St. Ives' }, 'ct', '9f16c0c5205917fe79d37d313236d6252ba2629434fe909329cc6010c7ada077'],
    ['a state of the US', { state: 'CA', country: 'US' }, 'st', '6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126'],
    ['a US state’s long name', { state: 'California', country: 'US' }, 'st', undefined],
    ['a region elsewhere', { state: 'Nordrhein-Westfalen', country: 'DE' }, 'st', 'adcdb928e0b1fe5ed1d025b2f63ca7906681123f5e052c255157b483db253704'],
    ['a ZIP+4', { zip: '94035-1234', country: 'US' }, 'zp', '1794327a4d443904421f5ca1f3d72d0a62ba2f0770d80755ec2220fc0efb052e'],
    ['a postcode elsewhere', { zip: 'SW1A 1AA', country: 'GB' }, 'zp', '830e1d4b9838bab1f5c2acdb23e0b502ff13a9832c4632e8d67a1d43d3b7f614'],
    ['a country', { country: 'US' }, 'country', '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621'],
    ['a country by name', { country: 'Germany' }, 'country', undefined],
  ])('%s', (_, user, key, hash) => expect(userData(exampleEvent({ user }))[key]).toBe(hash));

  it('completes a national phone by the person’s country', () => {
    const { ph } = userData(exampleEvent({ user: { phone: '030 / 12 34 56', country: 'DE' } }));
    expect(ph).toBe(BERLIN);
  });

  it('leaves the case of a customer’s id', () => {
    const { external_id } = userData(exampleEvent({ userId: 'Customer-7' }));
    expect(external_id).toBe('fbbd6eda872934a2c800d7e4e3f6061a127f2a4ef52dfd42eb44327ca394a304');
  });
});

describe('Meta’s own ids', () => {
  const COOKIE = 'fb.1.1763898600000.IwAR0AbC';
  const page = (query: string) => `https://shop.example/${query}`;

  it.each<[string, string | undefined, string, string | undefined]>([
    ['the cookie', COOKIE, '', COOKIE],
    ['the cookie of the same click', COOKIE, '?fbclid=IwAR0AbC', COOKIE],
    ['the cookie with the parameter builder’s part', `${COOKIE}.ABcDEFGh`, '?fbclid=IwAR0AbC', `${COOKIE}.ABcDEFGh`],
    ['a newer click', COOKIE, '?fbclid=IwAR1xYz', 'fb.1.1795435200000.IwAR1xYz'],
    ['a click in another case is another click', COOKIE, '?fbclid=iwar0abc', 'fb.1.1795435200000.iwar0abc'],
    ['a click without a cookie', undefined, '?fbclid=IwAR0AbC', 'fb.1.1795435200000.IwAR0AbC'],
    ['a broken cookie', 'IwAR0AbC', '', undefined],
    ['neither', undefined, '', undefined],
    ['an empty click', undefined, '?fbclid=', undefined],
  ])('%s', (_, cookie, query, expected) =>
    expect(fbc(exampleEvent({ ids: cookie === undefined ? {} : { fbc: cookie }, pageUrl: page(query) }))).toBe(expected),
  );

  it.each([
    ['fb.1.1763898600000.1234567890', 'fb.1.1763898600000.1234567890'],
    ['fb.1.1763898600000.1234567890.ABcDEFGh', 'fb.1.1763898600000.1234567890.ABcDEFGh'],
    ['1234567890', undefined],
  ])('the browser’s id %s', (cookie, expected) => expect(fbp(exampleEvent({ ids: { fbp: cookie } }))).toBe(expected));
});

describe('sets of keys too broad to find anybody', () => {
  const of = (...keys: string[]): UserData => Object.fromEntries(keys.map((key) => [key, 'x']));

  it.each([
    [of('ct', 'country', 'st', 'zp', 'ge', 'client_user_agent'), true],
    [of('client_user_agent'), true],
    [of('db', 'client_user_agent'), true],
    [of('fn', 'ge'), true],
    [of('ln', 'ge'), true],
    [of('fn', 'ln'), false],
    [of('client_user_agent', 'client_ip_address'), false],
    [of('client_user_agent', 'em'), false],
  ])('%j: %s', (data, expected) => expect(isTooBroad(data)).toBe(expected));
});
