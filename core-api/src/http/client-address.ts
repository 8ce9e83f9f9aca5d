import { BlockList, isIP } from 'node:net';
import { addressBytes } from '@warp/plugin-sdk';
import ipaddr from 'ipaddr.js';
import { forwardedHops } from './forwarded.js';

/** Networks given as CIDR, or single addresses. */
export class Networks {
  private readonly list = new BlockList();

  /** What is no network is left out; `isNetwork` tells beforehand. */
  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      if (!isNetwork(cidr)) continue;
      const [address = '', bits] = cidr.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      this.list.addSubnet(address, Number(bits ?? BITS[family]), family);
    }
  }

  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** Whether a text is an address, or a network such as 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= BITS[family === 6 ? 'ipv6' : 'ipv4']);
}

/** Longest text that can be an address: IPv6 with IPv4 at its end, brackets, port, quotes and a zone. */
const MAX_LENGTH = 128;

/** `[address]`, `[address]:port`; `1.2.3.4:port`. RFC 7239 (6.) lets a proxy hide the port behind a word with `_`. */
const BRACKETED = /^\[([^\]]*)\](?::(?:\d{1,5}|_[\w.-]+))?$/;
const WITH_PORT = /^([\d.]+):(?:\d{1,5}|_[\w.-]+)$/;

/**
 * An address in any form a proxy, a web server or a load balancer writes it, in its one canonical form (RFC 5952), so that a
 * visitor is one visitor whatever wrote it: with a port, in brackets, in quotes, with a zone, IPv4 inside IPv6 in either
 * spelling. IPv4 with leading zeros, in octal or hexadecimal or as one number means different addresses to different readers,
 * so it is none.
 *
 * @returns null when it is no address
 */
export function plainAddress(text: string | undefined): string | null {
  if (text === undefined || text.length > MAX_LENGTH) return null;
  // Nearly all are this: nothing to do, and every request passes here.
  if (isIP(text) === 4) return text;
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  const inner = BRACKETED.exec(bare)?.[1];
  if (inner !== undefined) return isIP(inner) === 6 ? canonical(inner) : null;
  const address = WITH_PORT.exec(bare)?.[1] ?? bare;
  return isIP(address) === 4 ? address : isIP(address) === 6 ? canonical(address) : null;
}

/**
 * Only what `node:net` takes for IPv6 comes here. It is read by its bytes, because ipaddr.js' parser takes `::1.2.3.4` for
 * 1.2.3.4, which it is not (RFC 4291, 2.5.5.1).
 */
function canonical(address: string): string {
  const parsed = new ipaddr.IPv6([...addressBytes(address)!]);
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : parsed.toRFC5952String();
}

/** Headers by which a proxy says for whom it speaks. */
export interface ForwardingHeaders {
  /** `X-Forwarded-For`, as it came. */
  readonly forwardedFor: string | undefined;
  /** `Forwarded` (RFC 7239), as it came. */
  readonly forwarded: string | undefined;
}

/**
 * The hops a request names, as a comma list with the nearest last. X-Forwarded-For goes first: where a proxy writes that one,
 * it passes on what the visitor himself put into the other.
 */
export const namedHops = ({ forwardedFor, forwarded }: ForwardingHeaders): string | undefined =>
  forwardedFor ?? (forwarded === undefined ? undefined : forwardedHops(forwarded).join(','));

/**
 * The visitor's address: walks the named hops from the right for as long as the hop that added them is trusted.
 * A header from anyone else is a claim, not a fact, and is not looked at.
 *
 * @param hops as of X-Forwarded-For; see `namedHops`
 */
export function clientAddress(peer: string | undefined, hops: string | undefined, trusted: Networks): string | null {
  let client = plainAddress(peer);
  if (client === null || hops === undefined || !trusted.has(client)) return client;
  const list = hops.split(',');
  for (let i = list.length - 1; i >= 0; i--) {
    // RFC 9110, 5.6.1: empty elements of a list are skipped.
    if (list[i]!.trim() === '') continue;
    const hop = plainAddress(list[i]);
    if (hop === null) break;
    client = hop;
    if (!trusted.has(hop)) break;
  }
  return client;
}
