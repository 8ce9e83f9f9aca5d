import { addressBytes } from '@warp/plugin-sdk';

/**
 * Whether a host name was made out of the address, as providers name lines: `88-120-32-1.provider.net`, the same backwards, in
 * twelve digits, or in hex (`p5b2a1c3d`). For IPv6: at least its last 32 bits in hex.
 */
export function isMadeOfAddress(name: string, address: string): boolean {
  const bytes = [...(addressBytes(address) ?? [])];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (bytes.length !== 4) return bytes.length === 16 && name.replace(/[-.]/g, '').includes(hex.slice(-8)) && !/0{8}$/.test(hex);
  const padded = bytes.map((byte) => String(byte).padStart(3, '0'));
  return decimal(bytes).test(name) || decimal([...bytes].reverse()).test(name) || name.includes(hex) || name.includes(padded.join(''));
}

/** The four numbers in order, zeros before them or not, with anything but digits between. */
const decimal = (bytes: readonly number[]): RegExp => new RegExp(`(^|\\D)0*${bytes.join('\\D+0*')}(\\D|$)`);
