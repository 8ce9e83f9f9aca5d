import { isIP } from 'node:net';

/** The 4 or 16 bytes of an IP address in text form, zone ids left out; null when it is none. */
export function addressBytes(text: string): Uint8Array | null {
  const [plain = ''] = text.split('%');
  switch (isIP(plain)) {
    case 4:
      return Uint8Array.from(plain.split('.').map(Number));
    case 6:
      return ipv6Bytes(plain);
    default:
      return null;
  }
}

function ipv6Bytes(text: string): Uint8Array {
  // The last 32 bits may be written as an IPv4 address.
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${word(a, b)}:${word(c, d)}`);
  const [head = '', tail] = plain.split('::');
  const before = wordsOf(head);
  const after = wordsOf(tail ?? '');
  const words = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Uint8Array.from(words.flatMap((value) => [value >> 8, value & 0xff]));
}

const word = (high: unknown, low: unknown): string => ((Number(high) << 8) | Number(low)).toString(16);

const wordsOf = (part: string): readonly number[] => (part === '' ? [] : part.split(':').map((hex) => parseInt(hex, 16)));
