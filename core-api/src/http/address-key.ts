import { addressBytes } from '@warp/plugin-sdk';

/** What limits count by: an IPv4 address, or the /64 of IPv6, for that is what one line is given (RFC 6177). @param address canonical */
export function addressKey(address: string): string {
  if (!address.includes(':')) return address;
  return Buffer.from(addressBytes(address)?.subarray(0, 8) ?? []).toString('hex');
}
