/** Texts that broke something somewhere: of this core, or in the “Big List of Naughty Strings”. */
export const NASTY_TEXTS: readonly string[] = [
  ...['', ' ', '\0', 'a\0b', '\u0001', '\ud800', 'a\udfffb', '\uffff', '\u202e', '😀'.repeat(300), 'é', '\r\nx: y', '\t', '\ufeff'],
  ...['0', '-1', '00', '1.5', '1e3', '1e309', '-1e309', 'NaN', 'Infinity', '0x10', '٣', '9007199254740993', '99999999999999999999', '2147483648', '100000', '1_000'],
  ...['2026-02-30', '2026-13-01', '2026-01-01', '0000-00-00', '-000001-01-01', '+275760-09-13T00:00:00.000Z', '+275760-09-14T00:00:00.000Z', '275760-09-13', '9999-12-31T23:59:60Z', '10000-01-01', '1970-01-01T00:00:00+99:99', '20260101', '2026-W01'],
  ...['Europe/Berlin', 'Europe/Nowhere', 'UTC+1', '+01:00', 'Etc/GMT+12', 'localtime', 'posixrules'],
  ...['null', 'true', '[]', '{}', '{"a":1}', '["x"]', '[[[[[[', 'undefined', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF', '{00000000-0000-4000-8000-000000000000}', 'urn:uuid:00000000-0000-4000-8000-000000000000'],
  ...['%', '%00', '%ff', '%c0%80', '%ed%a0%80', '../../etc/passwd', '..%2f', '/', '\\', '?', '#', ';', "'", '"', "' or 1=1 --", '$1', '$$', '\\u0000', ':x', '*', '()', '[', '(((((((((((('],
  ...['javascript:alert(1)', 'http://[::1', 'http://a b', 'https://', '//x', 'http://127.0.0.1', 'xn--', 'xn--a', 'a'.repeat(64) + '.example', '.example', 'example.', 'ex ample.org', 'münchen.example', '127.0.0.1', '[::1]'],
  ...['a@b.example', '@', 'a@', 'a@b@c', '"a b"@c.example', 'a'.repeat(300) + '@example.org'],
  ...[Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[]').toString('base64url'), Buffer.from('null').toString('base64url'), Buffer.from('["2026-02-30","x"]').toString('base64url'), Buffer.from('\0\xff', 'latin1').toString('base64url'), '====', 'AA=='],
  ...['x'.repeat(101), 'x'.repeat(256), 'x'.repeat(5_000), 'ﷺ'.repeat(200)],
];

const deep = (levels: number, inner: unknown = 1): unknown => {
  let value = inner;
  for (let n = 0; n < levels; n++) value = n % 2 === 0 ? [value] : { a: value };
  return value;
};

export const NASTY_VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1, 1.5, 1e15, 1e300, -1e300, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 253402300800000, 8.64e15, 8.64e15 + 1],
  ...[[], {}, [null], [[]], [{}], { a: 1 }, { '': '' }, { '\0': 1 }, { '\ud800': 1 }, { $ne: null }, { length: 1e9 }, { toString: 1 }, { then: 1 }, { constructor: 1 }],
  ...[deep(20), deep(90), ['a', 'a', 'a'], Array.from({ length: 300 }, (_, n) => n), Array.from({ length: 300 }, (_, n) => `t${n}`)],
];

/** Bodies as they go over the line, right or wrong, with their content types. */
export const NASTY_BODIES: readonly (readonly [contentType: string | undefined, body: Buffer])[] = [
  ...['', ' ', 'null', 'true', '0', '"text"', '[]', '{}', '{', '{"a":', '[1,]', "{'a':1}", '{"a":1}{"b":2}', 'NaN', '1e999', '{"a":1e999}', '{"a":NaN}', '\ufeff{}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"\\u0000":1}', '{"a":"\t"}'],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{"a":1}}}', '{"a":{"__proto__":null}}', `{"a":1${'0'.repeat(400)}}`, `{"a":-0.${'1'.repeat(5_000)}}`],
  ...['['.repeat(3_000), '['.repeat(3_000) + ']'.repeat(3_000), '{"a":'.repeat(3_000) + '1' + '}'.repeat(3_000), `{"config":${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}}`, `{"settings":${'['.repeat(90)}${']'.repeat(90)}}`],
  ...[`{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":1`).join(',')}}`, `[${'1,'.repeat(60_000)}1]`],
]
  .map((text): [string, Buffer] => ['application/json', Buffer.from(text)])
  .concat([
    ['application/json', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['application/json', Buffer.from([0xc0, 0x80])],
    ['application/json; charset=utf-16', Buffer.from('{}', 'utf16le')],
    ['application/json; charset=nonsense', Buffer.from('{}')],
    ['APPLICATION/JSON', Buffer.from('{}')],
    ['application/problem+json', Buffer.from('{}')],
    ['text/plain', Buffer.from('{}')],
    ['text/xml', Buffer.from('<a/>')],
    ['multipart/form-data', Buffer.from('x')],
    ['multipart/form-data; boundary=b', Buffer.from('--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--')],
    ['application/x-www-form-urlencoded', Buffer.from('a=1&a=2&b[]=3&c[d]=4&e=%00&f=%ff&g=%ED%A0%80&__proto__=1')],
    ['application/x-www-form-urlencoded', Buffer.from('%')],
    ['application/octet-stream', Buffer.from([0, 1, 2, 255])],
    ['nonsense', Buffer.from('{}')],
    ['/', Buffer.from('{}')],
  ]);

/** Header lines that are HTTP, but of no sense. */
export const NASTY_HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { authorization: 'Bearer' },
  { authorization: 'Bearer ' },
  { authorization: 'Basic eDp5' },
  { authorization: `Bearer ${'x'.repeat(4_000)}` },
  { authorization: 'Bearer a.b.c' },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIwIn0.' },
  { authorization: 'Bearer warp_site_x' },
  { authorization: `Bearer warp_site_${'A'.repeat(43)}` },
  { authorization: 'Bearer ÿþ' },
  { cookie: 'warp_refresh=%00' },
  { cookie: 'warp_refresh=%' },
  { cookie: 'warp_refresh=a; warp_refresh=b; =; ;;; x' },
  { cookie: `warp_refresh=${'A'.repeat(43)}` },
  { accept: 'nonsense/*;q=x' },
  { 'accept-encoding': '*;q=-1, zip' },
  { 'accept-language': 'x'.repeat(2_000) },
  { 'if-none-match': '"' },
  { 'if-modified-since': 'yesterday' },
  { range: 'bytes=9-1' },
  { origin: 'null' },
  { origin: 'http://[' },
  { 'x-forwarded-for': 'unknown, _x, ,,' },
  { forwarded: 'for="' },
  { 'x-forwarded-proto': 'gopher' },
  { 'x-forwarded-host': '\xff/\\' },
  { 'x-warp-signature': 'zz', 'x-warp-timestamp': '1e400' },
  { 'user-agent': '\xff\xfe'.repeat(1_000) },
  { 'x-http-method-override': 'DELETE' },
  { expect: '100-continue' },
];
