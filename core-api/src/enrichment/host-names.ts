import { Resolver } from 'node:dns/promises';
import { Inject, Injectable } from '@nestjs/common';
import { addressBytes, bounded, isPublicAddress, TransientError } from '@warp/plugin-sdk';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';

const TIMEOUT_MS = 1_000;
const TRIES = 2;
/** A batch of new visitors must not flood the name server. */
const AT_ONCE = 64;
/** An address with more names than this belongs to a machine that serves many sites. */
const MOST_NAMES = 4;

/** The name does not exist, or has no record of that kind: an answer like any other (`node:dns`, error codes). */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Host names of addresses, by the operator's own name server. A name is believed only when it resolves back to the address:
 * whoever owns an address may name it as he likes, but not put it into somebody else's domain.
 */
@Injectable()
export class HostNames {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  private readonly inTurn = bounded(AT_ONCE);

  constructor(@Inject(CONFIG) { dnsServers }: ServicesConfig) {
    if (dnsServers.length > 0) this.resolver.setServers(dnsServers);
  }

  /** Lower case; empty for an address that is not public. @throws TransientError when the name server does not answer */
  async of(address: string): Promise<readonly string[]> {
    if (!isPublicAddress(address)) return [];
    const names = await this.ask(() => this.resolver.resolvePtr(reverseName(address)));
    const few = names.slice(0, MOST_NAMES).map((name) => name.toLowerCase());
    const confirmed = await Promise.all(few.map((name) => this.pointsTo(name, address)));
    return few.filter((_, index) => confirmed[index]);
  }

  private async pointsTo(name: string, address: string): Promise<boolean> {
    const bytes = addressBytes(plain(address))!;
    const addresses = await this.ask(() => (bytes.length === 4 ? this.resolver.resolve4(name) : this.resolver.resolve6(name)));
    return addresses.some((one) => Buffer.compare(addressBytes(one) ?? new Uint8Array(), bytes) === 0);
  }

  private async ask(query: () => Promise<string[]>): Promise<readonly string[]> {
    try {
      return await this.inTurn(query);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (NOTHING.has(code)) return [];
      throw new TransientError('dns_unavailable', `The name server gave no answer (${typeof code === 'string' ? code : 'unknown'}).`);
    }
  }
}

/** IPv4 inside IPv6 has its names as IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * The name an address has its names under: `4.3.2.1.in-addr.arpa` (RFC 1035, 3.5), or the hex digits backwards in `ip6.arpa`
 * (RFC 3596, 2.5).
 */
export function reverseName(address: string): string {
  const bytes = [...(addressBytes(plain(address)) ?? [])];
  if (bytes.length === 4) return `${bytes.reverse().join('.')}.in-addr.arpa`;
  const digits = bytes.flatMap((byte) => [byte >> 4, byte & 15]).map((digit) => digit.toString(16));
  return `${digits.reverse().join('.')}.ip6.arpa`;
}
