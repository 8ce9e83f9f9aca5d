import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/**
 * AES-256-GCM with several keys: the first encrypts, all decrypt, so a key is changed by putting a new one in front.
 *
 * A sealed value is `version(1) | key id length(1) | key id | iv(12) | tag(16) | cipher text`. The purpose is
 * authenticated with it: a value sealed for one purpose does not open for another.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: string;

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
    this.current = first[0];
    this.keys = new Map(entries);
  }

  seal(plain: string | Buffer, purpose: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key(this.current), iv);
    cipher.setAAD(Buffer.from(purpose));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    const id = Buffer.from(this.current);
    return Buffer.concat([Buffer.from([VERSION, id.length]), id, iv, cipher.getAuthTag(), text]);
  }

  /** @throws when the value was changed, was sealed for another purpose, or its key is not in the ring. */
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

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`The key ring has no key “${id}”.`);
    return key;
  }
}
