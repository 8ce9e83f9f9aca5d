import { attempt } from './quietly.js';

/** Where the browser has no `crypto`, `Math.random` must do: an id has to be unique, not secret. */
const randomDigit = (): string =>
  ((attempt(() => crypto.getRandomValues(new Uint8Array(1))[0]) ?? Math.random() * 16) & 15).toString(16);

/**
 * A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits. Two of these are given up for a shorter
 * script: of the variant's four digits only 8 is used.
 */
export const uuidv7 = (): string =>
  // Eleven digits from 2004 to 2527.
  `0${Date.now().toString(16)}-7xxx-8xxx-xxxxxxxxxxxx`.replace(/.{8}/, '$&-').replace(/x/g, randomDigit);
