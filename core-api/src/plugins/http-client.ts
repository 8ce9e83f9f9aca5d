import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpUnavailable, PermanentError, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { Agent, request as send } from 'undici';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 1024 * 1024;

/** Networks that are nobody's business outside: this machine, private ones, link-local (cloud metadata), multicast. */
const PRIVATE: readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const privateNetworks = new BlockList();
for (const [network, bits, family] of PRIVATE) privateNetworks.addSubnet(network, bits, family);

/** Whether an address is not on the public internet; IPv4 inside IPv6 is judged as IPv4. */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return privateNetworks.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

const REFUSED = 'This address is in a private network.';

/**
 * The only way out for plugins. Addresses are judged when the connection is made, after the name was resolved, so a name
 * that points inside gets nowhere; redirects are not followed.
 */
@Injectable()
export class PluginHttpClient implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(@Inject(CONFIG) private readonly config: ServicesConfig) {
    this.agent = new Agent({
      connections: 64,
      keepAliveTimeout: 30_000,
      connect: { timeout: TIMEOUT_MS, lookup: config.allowPrivateNetwork ? lookup : publicLookup },
    });
  }

  /** @throws HttpUnavailable without an answer, PermanentError for an address that may not be reached */
  async send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const host = URL.canParse(request.url) ? new URL(request.url).hostname.replace(/^\[|\]$/g, '') : '';
    if (!/^https?:\/\//.test(request.url) || host === '') throw new PermanentError('invalid_address', 'The address is not an http(s) one.');
    // An address given as numbers is not looked up, so it has to be judged here.
    if (!this.config.allowPrivateNetwork && isIP(host) !== 0 && isPrivateAddress(host)) throw new PermanentError('private_address', REFUSED);
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await send(request.url, {
        dispatcher: this.agent,
        method: request.method,
        headers: { 'user-agent': 'Warp', ...request.headers },
        body: request.body ?? null,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      return { status: response.statusCode, headers: flat(response.headers), body: await readLimited(response.body) };
    } catch (error) {
      throw asDeliveryError(error, timeout.aborted || signal?.aborted === true);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

class PrivateAddressError extends Error {}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4);
    const allowed = addresses.filter(({ address }) => !isPrivateAddress(address));
    const first = allowed[0];
    if (first === undefined) return callback(new PrivateAddressError(REFUSED), '', 4);
    if (options.all === true) (callback as (error: null, addresses: { address: string; family: number }[]) => void)(null, allowed);
    else callback(null, first.address, first.family);
  });
};

/** Never repeats the address: it may carry a secret. */
function asDeliveryError(error: unknown, timedOut: boolean): Error {
  if (error instanceof PrivateAddressError || (error as { cause?: unknown }).cause instanceof PrivateAddressError)
    return new PermanentError('private_address', REFUSED);
  if (timedOut) return new HttpUnavailable('timeout', 'The platform did not answer in time.');
  const code = (error as { code?: unknown }).code;
  return new HttpUnavailable('unreachable', `The platform could not be reached (${typeof code === 'string' ? code : 'network error'}).`);
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])),
  );
}

async function readLimited(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
