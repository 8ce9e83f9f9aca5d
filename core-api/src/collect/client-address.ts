import { BlockList, isIP } from 'node:net';

/** Networks given as CIDR, or single addresses. */
export class Networks {
  private readonly list = new BlockList();

  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      const [address = '', bits] = cidr.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (isIP(address) !== 0) this.list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
    }
  }

  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

/** `::ffff:1.2.3.4` as `1.2.3.4`; zone ids off; null when it is no address. */
export function plainAddress(text: string | undefined): string | null {
  if (text === undefined) return null;
  const plain = text.trim().replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  return isIP(plain) === 0 ? null : plain;
}

/**
 * The visitor's address: walks X-Forwarded-For from the right for as long as the hop that added it is trusted.
 * A header from anyone else is a claim, not a fact, and is not looked at.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined, trusted: Networks): string | null {
  let client = plainAddress(peer);
  if (client === null || forwardedFor === undefined || !trusted.has(client)) return client;
  const hops = forwardedFor.split(',');
  for (let i = hops.length - 1; i >= 0; i--) {
    const hop = plainAddress(hops[i]);
    if (hop === null) break;
    client = hop;
    if (!trusted.has(hop)) break;
  }
  return client;
}
