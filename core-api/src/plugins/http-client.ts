import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpUnavailable, isPublicAddress, PermanentError, type HttpRequest, type HttpResponse } from '@warp/plugin-sdk';
import { Agent, request as send } from 'undici';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 1024 * 1024;

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
    if (!this.config.allowPrivateNetwork && isIP(host) !== 0 && !isPublicAddress(host)) throw new PermanentError('private_address', REFUSED);
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
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
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
