import { createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomFillSync } from 'node:crypto';
import sodium from 'sodium-native';

/** Of the form that is written, and of AES-256-GCM, which older values have. */
const [VERSION, AES_GCM] = [2, 1];
const NONCE_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
const TAG_BYTES = sodium.crypto_aead_xchacha20poly1305_ietf_ABYTES;
const KEY_BYTES = 32;
const AES_GCM_NONCE_BYTES = 12;
const AES_GCM_TAG_BYTES = 16;

/** Random bytes are taken in stock: asking the system for a few at a time costs more than the encryption. */
const NONCES_IN_STOCK = 512;

/** A value was sealed with a key that is not in the ring: whoever took it out has to put it back. */
export class MissingKey extends Error {
  constructor(id: string) {
    super(`The key ring has no key “${id}”.`);
  }
}

interface Key {
  /** For XChaCha20-Poly1305. */
  readonly sealing: Buffer;
  /** As it was given. */
  readonly given: KeyObject;
}

/**
 * Authenticated encryption with several keys: the first encrypts, all decrypt, so a key is changed by putting a new one in front.
 *
 * A sealed value is `version(1) | key id length(1) | key id | nonce(24) | cipher text and tag(16)`, XChaCha20-Poly1305 with a key derived
 * (HKDF, RFC 5869) from the ring's. The purpose is authenticated with it: a value sealed for one purpose does not open for another. Why not
 * AES-256-GCM, which values of version 1 have: docs/decisions/0008.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, Key>;
  private readonly current: Key;
  /** What stands before the nonce of values sealed with the current key. */
  private readonly head: Buffer;
  private readonly nonces = Buffer.alloc(NONCE_BYTES * NONCES_IN_STOCK);
  private usedNonces = NONCES_IN_STOCK;

  /** @param keys `id:base64,id:base64`. @throws when there is none or one is not 32 bytes; never repeats a key. */
  constructor(keys: string) {
    const entries = keys
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part): [string, Buffer] => {
        const colon = part.indexOf(':');
        return [part.slice(0, colon), Buffer.from(part.slice(colon + 1), 'base64')];
      });
    const first = entries[0];
    if (first === undefined || entries.some(([id, key]) => !/^[\w-]{1,32}$/.test(id) || key.length !== KEY_BYTES))
      throw new Error('WARP_ENCRYPTION_KEYS: a comma list of id:base64 with 32 bytes each.');
    this.keys = new Map(entries.map(([id, key]) => [id, { given: createSecretKey(key), sealing: derivedKey(createSecretKey(key), 'sealing') }]));
    this.current = this.key(first[0]);
    this.head = Buffer.concat([Buffer.from([VERSION, first[0].length]), Buffer.from(first[0])]);
  }

  seal(plain: string | Buffer, purpose: string): Buffer {
    const text = typeof plain === 'string' ? Buffer.from(plain) : plain;
    const from = this.head.length + NONCE_BYTES;
    const sealed = Buffer.allocUnsafe(from + text.length + TAG_BYTES);
    const nonce = this.nextNonce();
    this.head.copy(sealed);
    nonce.copy(sealed, this.head.length);
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.subarray(from), text, Buffer.from(purpose), null, nonce, this.current.sealing);
    return sealed;
  }

  /** @throws when the value was changed or was sealed for another purpose; MissingKey when its key is not in the ring. */
  open(sealed: Buffer, purpose: string): Buffer {
    const version = sealed[0];
    if (version !== VERSION && version !== AES_GCM) throw new Error('A sealed value has an unknown form.');
    const at = 2 + (sealed[1] ?? 0);
    const key = this.key(sealed.subarray(2, at).toString());
    return (version === VERSION ? opened : openedAesGcm)(sealed.subarray(at), Buffer.from(purpose), key);
  }

  /** Whether a sealed value was sealed with the key that seals now. */
  isCurrent(sealed: Buffer): boolean {
    return sealed.subarray(0, this.head.length).equals(this.head);
  }

  /**
   * Names for short-lived entries about people, such as counters by address: equal texts have equal names, and without the ring
   * nobody finds the text by trying. After a rotation the names are others: not for what is kept.
   * @returns HMAC-SHA256 with a key derived (HKDF, RFC 5869) for the purpose, base64url
   */
  naming(purpose: string): (text: string) => string {
    const key = createSecretKey(derivedKey(this.current.given, purpose));
    return (text) => createHmac('sha256', key).update(text).digest('base64url');
  }

  private nextNonce(): Buffer {
    if (this.usedNonces === NONCES_IN_STOCK) {
      randomFillSync(this.nonces);
      this.usedNonces = 0;
    }
    const at = this.usedNonces++ * NONCE_BYTES;
    return this.nonces.subarray(at, at + NONCE_BYTES);
  }

  private key(id: string): Key {
    const key = this.keys.get(id);
    if (key === undefined) throw new MissingKey(id);
    return key;
  }
}

const derivedKey = (key: KeyObject, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `warp ${purpose}`, KEY_BYTES));

/** @param sealed from the nonce on */
function opened(sealed: Buffer, purpose: Buffer, { sealing }: Key): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('A sealed value is cut short.');
  const plain = Buffer.allocUnsafe(sealed.length - NONCE_BYTES - TAG_BYTES);
  sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(plain, null, sealed.subarray(NONCE_BYTES), purpose, sealed.subarray(0, NONCE_BYTES), sealing);
  return plain;
}

/** `nonce(12) | tag(16) | cipher text`. */
function openedAesGcm(sealed: Buffer, purpose: Buffer, { given }: Key): Buffer {
  const textAt = AES_GCM_NONCE_BYTES + AES_GCM_TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', given, sealed.subarray(0, AES_GCM_NONCE_BYTES), { authTagLength: AES_GCM_TAG_BYTES });
  decipher.setAAD(purpose);
  decipher.setAuthTag(sealed.subarray(AES_GCM_NONCE_BYTES, textAt));
  return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]);
}
