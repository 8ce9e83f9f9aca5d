import { addressBytes } from './address.js';

type Network = readonly [network: string, bits: number];

/**
 * Networks that are not on the public internet: this machine, private ones, link-local (cloud metadata), shared, reserved,
 * documentation, multicast. https://www.iana.org/assignments/iana-ipv4-special-registry (of 2026-10), RFC 6890 and those after it.
 */
const SPECIAL_IPV4: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's own services for its machines (learn.microsoft.com, “What is IP address 168.63.129.16?”).
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  // Relays of 6to4, given up with RFC 7526.
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Multicast, reserved, broadcast.
  ['224.0.0.0', 3],
];

/** All that is given out as IPv6 of the internet (IANA, “IPv6 Global Unicast Address Assignments”). */
const GLOBAL_UNICAST: Network = ['2000::', 3];

/**
 * What within it is not: https://www.iana.org/assignments/iana-ipv6-special-registry. Tunnels are among it, for they end at an IPv4
 * address that may be a private one.
 */
const SPECIAL_IPV6: readonly Network[] = [
  // Protocol assignments, Teredo (2001::/32), benchmarks and ORCHID among them.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4.
  ['2002::', 16],
  ['3fff::', 20],
];

/** IPv6 that says an IPv4 address in its last four bytes and is reached as that: mapped (RFC 4291), NAT64 (RFC 6052). */
const EMBEDDING: readonly Network[] = [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
];

/** Whether a text is an address of the public internet; IPv4 inside IPv6 is judged as IPv4. */
export function isPublicAddress(text: string): boolean {
  const bytes = text.includes('%') ? null : addressBytes(text);
  return bytes !== null && isPublic(bytes);
}

function isPublic(bytes: Uint8Array): boolean {
  if (bytes.length === 4) return !isInOneOf(specialIpv4, bytes);
  if (isInOneOf(embedding, bytes)) return isPublic(bytes.subarray(12));
  return isIn(globalUnicast, bytes) && !isInOneOf(specialIpv6, bytes);
}

interface Range {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

const rangeOf = ([network, bits]: Network): Range => ({ bytes: addressBytes(network)!, bits });

const specialIpv4 = SPECIAL_IPV4.map(rangeOf);
const specialIpv6 = SPECIAL_IPV6.map(rangeOf);
const embedding = EMBEDDING.map(rangeOf);
const globalUnicast = rangeOf(GLOBAL_UNICAST);

const isInOneOf = (ranges: readonly Range[], bytes: Uint8Array): boolean => ranges.some((range) => isIn(range, bytes));

function isIn(range: Range, bytes: Uint8Array): boolean {
  const whole = range.bits >> 3;
  for (let at = 0; at < whole; at++) if (bytes[at] !== range.bytes[at]) return false;
  const mask = (0xff00 >> (range.bits & 7)) & 0xff;
  return mask === 0 || (bytes[whole]! & mask) === (range.bytes[whole]! & mask);
}
