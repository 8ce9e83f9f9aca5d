import { isObject } from './parse-body.js';
import { clientAddress, Networks, plainAddress } from './client-address.js';
import { parseTime } from './event-time.js';

/** What a site's proxy saw of one visitor, out of an event of a signed batch. */
export interface ProxiedClient {
  readonly ip: string | null;
  readonly ua: string | null;
  readonly receivedAt: number | undefined;
}

/**
 * Reads `client` of an event in a signed batch. Which of the addresses is the visitor's is decided here, by the networks
 * the site's owner trusts: the proxy only reports what it saw.
 */
export function proxiedClient(raw: unknown, trustedProxies: readonly string[]): ProxiedClient | undefined {
  const client = isObject(raw) ? raw['client'] : undefined;
  if (!isObject(client)) return undefined;
  const peer = textOf(client['remote_addr']);
  const trusted = networksOf(trustedProxies);
  const isBehindProxy = peer !== undefined && trusted.has(plainAddress(peer) ?? '');
  const cloudflare = isBehindProxy ? plainAddress(textOf(client['cf_connecting_ip'])) : null;
  const receivedAt = parseTime(client['received_at']);
  return {
    ip: cloudflare ?? clientAddress(peer, textOf(client['forwarded_for']), trusted),
    ua: textOf(client['user_agent'])?.slice(0, 1024) ?? null,
    receivedAt: Number.isNaN(receivedAt) ? undefined : receivedAt,
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const made = new WeakMap<readonly string[], Networks>();

/** Made once per version of a site's configuration. */
function networksOf(cidrs: readonly string[]): Networks {
  let networks = made.get(cidrs);
  if (networks === undefined) made.set(cidrs, (networks = new Networks(cidrs)));
  return networks;
}
