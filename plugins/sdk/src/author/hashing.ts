import { createHash, createHmac } from 'node:crypto';

/** Whether a text is a SHA-256 already; such values pass through unhashed. */
export const isHashed = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

/** SHA-256 over UTF-8, lower-case hex. How a field is normalised before is the vendor's matter, never shared. */
export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** HMAC-SHA256 over UTF-8, lower-case hex. */
export const hmacSha256Hex = (key: string, text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('hex');

/** One vendor's rule for one field; undefined: nothing the vendor could match. */
export type Normalise = (text: string) => string | undefined;

/** SHA-256 of a personal field as its vendor normalises it; what is hashed already passes through, and nothing becomes nothing. */
export function hashedField(text: string | undefined, normalise: Normalise): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (isHashed(trimmed)) return trimmed.toLowerCase();
  const normal = trimmed === '' ? undefined : normalise(trimmed);
  return normal === undefined || normal === '' ? undefined : sha256Hex(normal);
}
