import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a proxy signs; see the wire contract. */
export interface SignedRequest {
  /** Unix seconds. */
  readonly timestamp: string;
  readonly ip: string;
  readonly ua: string;
  readonly body: string;
}

const MAX_AGE_SECONDS = 300;

/** Hex HMAC-SHA256(site secret, timestamp + "\n" + ip + "\n" + ua + "\n" + body). */
export const signatureOf = (request: SignedRequest, secret: Buffer): string =>
  createHmac('sha256', secret).update(`${request.timestamp}\n${request.ip}\n${request.ua}\n${request.body}`).digest('hex');

/** Whether the signature is the site's and at most 300 s old (or ahead). */
export function isSigned(request: SignedRequest, signature: string, secret: Buffer, nowMs: number): boolean {
  const age = Math.abs(nowMs / 1000 - Number(request.timestamp));
  if (!(age <= MAX_AGE_SECONDS)) return false;
  const expected = Buffer.from(signatureOf(request, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
