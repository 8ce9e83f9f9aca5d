import type { WireUser } from '@warp/contracts';
import { isIPv6 } from 'node:net';
import type { SiteHash } from '../secrets/site-hashes.js';

/** Personal fields as they are stored: keyed hashes of the site. */
export function hashedUser(user: WireUser | undefined, hash: SiteHash): Record<string, string> | null {
  const fields = Object.entries(user ?? {}).filter(([, value]) => value.trim() !== '');
  if (fields.length === 0) return null;
  return Object.fromEntries(fields.map(([name, value]) => [name, hash.ofText(value)]));
}

/** The address as it is stored by default: the last byte of IPv4, the last 80 bits of IPv6 set to zero. */
export function truncatedAddress(ip: string): string {
  if (!isIPv6(ip)) return ip.replace(/\.\d+$/, '.0');
  const [head = '', tail] = ip.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail === undefined) return `${groups.slice(0, 3).join(':')}::`;
  const missing = 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const full = [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail === '' ? [] : tail.split(':'))];
  return `${full.slice(0, 3).join(':')}::`;
}
