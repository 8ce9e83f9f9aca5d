import { attempt } from './quietly.js';

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Where the browser has no `crypto`,
 * `Math.random` must do: the id has to be unique, not secret.
 */
export function uuidv7(): string {
  const zeros = new Uint8Array(16);
  const bytes = attempt(() => crypto.getRandomValues(zeros)) ?? zeros.map(() => Math.random() * 256);
  const random = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
  // The variant's two bits are 10; a quarter of the choice is given up for a shorter script.
  const digits = `${Date.now().toString(16).padStart(12, '0')}7${random.slice(0, 3)}8${random}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
