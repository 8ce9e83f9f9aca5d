import { describe, expect, it } from '@jest/globals';
import { isSigned } from './signature.js';

const secret = Buffer.from('s3cret');
const request = { timestamp: '1700000000', ip: '203.0.113.9', ua: 'Mozilla/5.0', body: '{"script_id":"abc"}' };
// printf '1700000000\n203.0.113.9\nMozilla/5.0\n{"script_id":"abc"}' | openssl dgst -sha256 -hmac s3cret
const SIGNATURE = '24971aebaf861c8b84384c4dc0780538863fe65d13a7df1ea036986e0ae6d6d3';
const at = 1_700_000_000_000;

describe('isSigned', () => {
  it('accepts the site’s signature for 300 s', () => {
    expect(isSigned(request, SIGNATURE, secret, at)).toBe(true);
    expect(isSigned(request, SIGNATURE, secret, at + 300_000)).toBe(true);
  });

  it.each([
    ['late', request, SIGNATURE, at + 300_001],
    ['early', request, SIGNATURE, at - 300_001],
    ['with another address', { ...request, ip: '203.0.113.10' }, SIGNATURE, at],
    ['with another body', { ...request, body: '{}' }, SIGNATURE, at],
    ['without a time', { ...request, timestamp: 'now' }, SIGNATURE, at],
    ['empty', request, '', at],
  ])('refuses one that is %s', (_, signed, signature, now) => {
    expect(isSigned(signed, signature, secret, now)).toBe(false);
  });
});
