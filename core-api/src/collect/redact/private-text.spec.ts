import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { PRIVATE_PARAMETERS } from '@warp/contracts';
import { describeWith, programFor } from '../../../test/setup/capabilities.js';
import { hasContact, redactText, verdictOnKey } from './private-text.js';

const PRIVATE = [
  // E-mail addresses: plain, encoded once and twice, in a path, a fragment, a sentence, with accents and of other scripts.
  ['https://shop.example/?q=ada@example.com', 'https://shop.example/?q=[redacted]'],
  ['https://shop.example/?q=ada%40example.com&x=1', 'https://shop.example/?q=[redacted]&x=1'],
  ['https://shop.example/?q=ada%2540example.com', 'https://shop.example/?q=[redacted]'],
  ['https://shop.example/?q=ada%252540example.com', 'https://shop.example/?q=[redacted]'],
  ['https://shop.example/account/ada@example.com/orders', 'https://shop.example/account/[redacted]/orders'],
  ['https://shop.example/account/Ada.L%2Bshop%40Example.co.uk', 'https://shop.example/account/[redacted]'],
  ['https://shop.example/#/user/ada@example.com', 'https://shop.example/#/user/[redacted]'],
  ['Thank you, ada@example.com!', 'Thank you, [redacted]!'],
  ['Merci ren%C3%A9@exemple.fr', 'Merci [redacted]'],
  ['рыба@почта.рф', '[redacted]'],
  ['wang@163.com', '[redacted]'],
  ['a@b.xn--p1ai', '[redacted]'],
  ['mailto:ada@example.com?subject=Hello', 'mailto:[redacted]?subject=Hello'],
  // Names, in any case and spelling, also inside another address.
  ['https://shop.example/?EMAIL=not-an-address&page=2', 'https://shop.example/?EMAIL=[redacted]&page=2'],
  ['https://shop.example/?E-Mail=x', 'https://shop.example/?E-Mail=[redacted]'],
  ['https://shop.example/?user[email]=x&user%5Bfirst_name%5D=Ada', 'https://shop.example/?user[email]=[redacted]&user%5Bfirst_name%5D=[redacted]'],
  ['https://shop.example/?%65mail=x', 'https://shop.example/?%65mail=[redacted]'],
  ['https://shop.example/?a=1&amp;phone=0301234567', 'https://shop.example/?a=1&amp;phone=[redacted]'],
  ['https://shop.example/?back=https%3A%2F%2Fshop.example%2F%3Ftoken%3Dabc%26a%3D1', 'https://shop.example/?back=https%3A%2F%2Fshop.example%2F%3Ftoken%3D[redacted]%26a%3D1'],
  ['https://shop.example/?back=/login?password=a?b&x=1', 'https://shop.example/?back=/login?password=[redacted]&x=1'],
  ['https://shop.example/#access_token=abc&state=1', 'https://shop.example/#access_token=[redacted]&state=1'],
  ['https://shop.example/checkout/order-received/17/?key=wc_order_Ab12Cd34Ef', 'https://shop.example/checkout/order-received/17/?key=[redacted]'],
  ['email=x', 'email=[redacted]'],
  // Whoever logs in by the address.
  ['https://ada:secret@shop.example/a', 'https://shop.example/a'],
  ['https://shop.example/?u=https%3A%2F%2Fada%3Asecret%40shop.example%2F', 'https://shop.example/?u=https%3A%2F%2Fshop.example%2F'],
  // Phone numbers with a country: the plus may be lost to a space, or encoded.
  ['https://shop.example/?q=%2B49%2030%201234567', 'https://shop.example/?q=[redacted]'],
  ['https://shop.example/?q=%2B49+30+1234567', 'https://shop.example/?q=[redacted]'],
  ['Call +49 (0)30 / 123 45-67 now', 'Call [redacted] now'],
  ['tel:+4915112345678', 'tel:[redacted]'],
  ['0049 30 1234567', '[redacted]'],
  ['(650) 555-1212', '[redacted]'],
  // Secrets by their form.
  ['https://shop.example/sso/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl/x', 'https://shop.example/sso/[redacted]/x'],
  ['sk_live_51H8abcdefghijkl', '[redacted]'],
] as const;

const ORDINARY = [
  'https://shop.example/p/1?utm_source=news&utm_medium=email&utm_campaign=50%25%20off&utm_content=a%2Bb&utm_term=e-mail+marketing',
  'https://shop.example/?gclid=Cj0KCQjw-abc_123&wbraid=CloKCQ&fbclid=IwAR0_aem_x-y&msclkid=0a1b2c3d4e5f&ttclid=E.C.P.x&li_fat_id=1f2e3d4c-0000-4000-8000-aabbccddeeff',
  'fb.1.1700000000000.1234567890',
  'GA1.2.1234567890.1700000000',
  '0198c0de-0000-7000-8000-000000000001',
  // GTIN-14, EAN-13, UPC; after a word in a search, where + is a space.
  '00812345678905',
  '4012345678901',
  'https://shop.example/?s=nike+4012345678901',
  // Orders, prices, dates, times.
  '#2026-10017',
  '302-1234567-1234567',
  'WC-0012-345678',
  '+1.299,00 €',
  '1,234,567.89',
  '2026-11-28T10:00:00+01:00',
  'https://shop.example/?from=2026-11-28&to=2026-12-01',
  // An at sign that makes no address.
  'https://medium.com/@ada.lovelace/post',
  'https://cdn.example/hero@2x.png',
  'https://cdn.example/react@18.2.0/umd/react.min.js',
  'https://www.google.com/maps/@52.5200,13.4050,15z',
  'Ada @ Home',
  '100% cotton',
  'a%b%zz%',
  'https://shop.example/?monkey=1&keyboard=2&tokenizer=3&hotel=4',
  '',
];

describe('a text', () => {
  it.each(PRIVATE)('with something private in it: %s is %s', (text, redacted) => expect(redactText(text)).toBe(redacted));

  it.each(ORDINARY)('with nothing private stays letter for letter: %s', (text) => expect(redactText(text)).toBe(text));
});

describeWith(['php'], 'the table’s patterns', () => {
  it('find the same in PCRE, without regard to case, as here', () => {
    const { replacement, patterns } = PRIVATE_PARAMETERS;
    const expression = patterns.map(({ pattern }) => `(?:${pattern})`).join('|');
    const texts = [...PRIVATE.flat(), ...ORDINARY];
    const script = 'echo json_encode(preg_replace("~" . $argv[1] . "~i", $argv[2], json_decode(file_get_contents("php://stdin"))));';
    const found = execFileSync(programFor('php')!, ['-r', script, '--', expression, replacement], { input: JSON.stringify(texts), encoding: 'utf8' });
    expect(JSON.parse(found)).toEqual(texts.map((text) => text.replace(new RegExp(expression, 'gi'), replacement)));
    expect(JSON.parse(found)).toEqual(texts.map((text) => text.replace(new RegExp(expression, 'giu'), replacement)));
  });

  it('are all behind the hint', () => {
    const hint = new RegExp(PRIVATE_PARAMETERS.hint);
    for (const { pattern } of PRIVATE_PARAMETERS.patterns)
      for (const text of [...PRIVATE.flat(), ...ORDINARY]) if (new RegExp(pattern).test(text)) expect(text).toMatch(hint);
  });
});

describe('the name of an event’s parameter', () => {
  it.each(['email', 'customerEmail', 'Billing_Phone', 'first-name', 'password', 'access_token'])('%s is private', (name) => expect(verdictOnKey(name).isPrivate).toBe(true));
  // Words with a meaning of their own, which are secrets in an address only.
  it.each(['key', 'login', 'session_id', 'item_name', 'value', 'transaction_id', 'method', 'security', 'mobile'])('%s is not', (name) => expect(verdictOnKey(name).isPrivate).toBe(false));
});

describe('hasContact', () => {
  it.each([
    ['ada@example.com', true],
    ['ada%40example.com', true],
    ['+4915112345678', true],
    ['42', false],
    ['purchase:abc:wc_order_Ab12Cd34Ef', false],
    ['0198c0de-0000-7000-8000-000000000001', false],
  ])('of %s is %s', (text, expected) => expect(hasContact(text)).toBe(expected));
});
