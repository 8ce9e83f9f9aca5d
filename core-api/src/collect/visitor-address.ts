import { PROXY_NETWORKS } from '@warp/contracts';
import { clientAddress, namedHops, Networks, plainAddress } from '../http/client-address.js';

/** What a site's proxy saw of a visitor's way to it. None of it is believed by itself. */
export interface SeenAddresses {
  /** The other end of the proxy's connection. */
  readonly remoteAddr: string | undefined;
  /** `X-Forwarded-For` as it came. */
  readonly forwardedFor: string | undefined;
  /** `CF-Connecting-IP` as it came. */
  readonly cfConnectingIp: string | undefined;
  /** `Forwarded` (RFC 7239) as it came; looked at where there is no `X-Forwarded-For`. */
  readonly forwarded?: string | undefined;
}

/** The addresses in a `client` of the wire contract; what is no text is left out. */
export const seenAddresses = (client: Readonly<Record<string, unknown>>): SeenAddresses => ({
  remoteAddr: textOf(client['remote_addr']),
  forwardedFor: textOf(client['forwarded_for']),
  cfConnectingIp: textOf(client['cf_connecting_ip']),
  forwarded: textOf(client['forwarded']),
});

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Which of the addresses was taken for the visitor's. */
export const DECIDERS = ['remote_addr', 'forwarded_for', 'cf_connecting_ip'] as const;
export type Decider = (typeof DECIDERS)[number];

export interface VisitorAddress {
  /** Null: what the proxy saw is no address. */
  readonly ip: string | null;
  readonly decidedBy: Decider;
}

/**
 * The visitor's address by the networks the site's owner trusts. A header is looked at only when a trusted hop passed it on:
 * Cloudflare's own from Cloudflare, X-Forwarded-For or Forwarded from any; Cloudflare's from another hop only where there is nothing else,
 * because most proxies pass on what a visitor made up there.
 *
 * @param trusted networks, addresses, and ids of `PROXY_NETWORKS`
 */
export function visitorAddress(seen: SeenAddresses, trusted: readonly string[]): VisitorAddress {
  const peer = plainAddress(seen.remoteAddr);
  const networks = networksOf(trusted);
  if (peer === null || !networks.has(peer)) return { ip: peer, decidedBy: 'remote_addr' };
  const cloudflare = plainAddress(seen.cfConnectingIp);
  const hops = namedHops({ forwardedFor: seen.forwardedFor, forwarded: seen.forwarded });
  if (cloudflare !== null && (cloudflareNetworks.has(peer) || hops === undefined))
    return { ip: cloudflare, decidedBy: 'cf_connecting_ip' };
  const ip = clientAddress(peer, hops, networks);
  return { ip, decidedBy: ip === peer ? 'remote_addr' : 'forwarded_for' };
}

const networksById = new Map(PROXY_NETWORKS.map(({ id, networks }) => [id, networks]));

const cloudflareNetworks = new Networks(networksById.get('cloudflare') ?? []);

const made = new WeakMap<readonly string[], Networks>();

/** Made once per version of a site's configuration. */
function networksOf(trusted: readonly string[]): Networks {
  let networks = made.get(trusted);
  if (networks === undefined) made.set(trusted, (networks = new Networks(trusted.flatMap((name) => networksById.get(name) ?? [name]))));
  return networks;
}
