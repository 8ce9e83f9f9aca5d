import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomFillSync } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Random bytes are taken in stock: asking the system for twelve at a time costs more than the encryption. */
const IVS_IN_STOCK = 512;

/** A value was sealed with a key that is not in the ring: whoever took it out has to put it back. */
export class MissingKey extends Error {
  constructor(id: string) {
    super(`The key ring has no key “${id}”.`);
  }
}

/**
 * AES-256-GCM with several keys: the first encrypts, all decrypt, so a key is changed by putting a new one in front.
 *
 * A sealed value is `version(1) | key id length(1) | key id | iv(12) | tag(16) | cipher text`. The purpose is
 * authenticated with it: a value sealed for one purpose does not open for another.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly current: KeyObject;
  /** What stands before the iv of values sealed with the current key. */
  private readonly head: Buffer;
  private readonly ivs = Buffer.alloc(IV_BYTES * IVS_IN_STOCK);
  private usedIvs = IVS_IN_STOCK;

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
    this.keys = new Map(entries.map(([id, key]) => [id, createSecretKey(key)]));
    this.current = this.key(first[0]);
    this.head = Buffer.concat([Buffer.from([VERSION, first[0].length]), Buffer.from(first[0])]);
  }

  seal(plain: string | Buffer, purpose: string): Buffer {
    const iv = this.nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.current, iv);
    cipher.setAAD(Buffer.from(purpose));
    const text = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    return Buffer.concat([this.head, iv, cipher.getAuthTag(), text]);
  }

  /** @throws when the value was changed or was sealed for another purpose; MissingKey when its key is not in the ring. */
  open(sealed: Buffer, purpose: string): Buffer {
    if (sealed[0] !== VERSION) throw new Error('A sealed value has an unknown form.');
    let at = 2 + (sealed[1] ?? 0);
    const id = sealed.subarray(2, at).toString();
    const iv = sealed.subarray(at, (at += IV_BYTES));
    const tag = sealed.subarray(at, (at += TAG_BYTES));
    const decipher = createDecipheriv('aes-256-gcm', this.key(id), iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(at)), decipher.final()]);
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
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', this.current, '', `warp ${purpose}`, KEY_BYTES)));
    return (text) => createHmac('sha256', key).update(text).digest('base64url');
  }

  private nextIv(): Buffer {
    if (this.usedIvs === IVS_IN_STOCK) {
      randomFillSync(this.ivs);
      this.usedIvs = 0;
    }
    const at = this.usedIvs++ * IV_BYTES;
    return this.ivs.subarray(at, at + IV_BYTES);
  }

  private key(id: string): KeyObject {
    const key = this.keys.get(id);
    if (key === undefined) throw new MissingKey(id);
    return key;
  }
}
