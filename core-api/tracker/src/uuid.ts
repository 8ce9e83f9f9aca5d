import { attempt } from './quietly.js';

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Where the browser has no `crypto`,
 * `Math.random` must do: the id has to be unique, not secret.
 */
export function uuidv7(): string {
  const zeros = new Uint8Array(16);
  const bytes = attempt(() => crypto.getRandomValues(zeros)) ?? zeros.map(() => Math.random() * 256);
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  const time = Date.now().toString(16).padStart(12, '0');
  // The variant is the two bits 10, so the digit is one of these.
  const variant = '89ab'[hex.charCodeAt(31) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
}

/** When an id of `uuidv7` was made, in ms since 1970. */
export const timeOf = (uuid: string): number => parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
