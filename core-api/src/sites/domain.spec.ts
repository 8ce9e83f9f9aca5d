import { describe, expect, it } from '@jest/globals';
import { checkDomain } from './domain.js';

describe('a domain', () => {
  it.each([
    ['shop.example.com', 'shop.example.com'],
    [' SHOP.Example.COM. ', 'shop.example.com'],
    // The ASCII form is Python's: 'bücher'.encode('idna').
    ['bücher.example', 'xn--bcher-kva.example'],
    ['localhost', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%j is kept as %j', (typed, domain) => {
    expect(checkDomain('domain', typed)).toEqual({ ok: true, domain });
  });

  it.each([
    ['', 'domain'],
    ['.', 'domain'],
    ['-a.example', 'domain'],
    ['a..example', 'domain'],
    [`${'a'.repeat(64)}.example`, 'domain'],
    [`${'a.'.repeat(127)}example`, 'domain'],
    ['http://a.example', 'host_only'],
    ['a.example/path', 'host_only'],
    ['a.example:443', 'host_only'],
    ['user@a.example', 'host_only'],
    ['a b.example', 'host_only'],
  ])('%j is refused by the rule %s', (typed, rule) => {
    expect(checkDomain('domains.2', typed)).toEqual({
      ok: false,
      error: { field: 'domains.2', rule, message: expect.stringContaining('shop.example.com') },
    });
  });
});
