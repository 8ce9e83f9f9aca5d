import { hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * Keys of the access tokens, derived (HKDF, RFC 5869) from the encryption key ring, which all processes of an
 * installation share already: the first signs, all verify, so that a rotated ring logs nobody out.
 *
 * @param encryptionKeys the checked list `id:base64,id:base64`
 */
export const tokenKeys = (encryptionKeys: string): readonly Buffer[] =>
  encryptionKeys
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => Buffer.from(hkdfSync('sha256', entry, '', 'warp access token', KEY_BYTES)));
