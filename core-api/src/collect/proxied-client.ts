import { isObject } from './parse-body.js';
import { type BrowserSignals, signalsFrom } from './permission.js';
import { type Hints, hintsFrom } from './track-request.js';
import { seenAddresses, visitorAddress } from './visitor-address.js';

/** What a site's proxy saw of one visitor, out of an event of a signed batch. */
export interface ProxiedClient {
  readonly ip: string | null;
  readonly ua: string | null;
  /** By the proxy's clock, as it was said; undefined: not at all. */
  readonly receivedAt: unknown;
  /** Undefined: the proxy does not look at them. */
  readonly hints: Hints | undefined;
  readonly signals: BrowserSignals;
}

const MAX_USER_AGENT = 1024;

/**
 * Reads `client` of an event in a signed batch. Which of the addresses is the visitor's is decided here, by the networks
 * the site's owner trusts: the proxy only reports what it saw.
 */
export function proxiedClient(raw: unknown, trustedProxies: readonly string[]): ProxiedClient | undefined {
  const client = isObject(raw) ? raw['client'] : undefined;
  if (!isObject(client)) return undefined;
  const hints = client['hints'];
  const headerOf = (name: string): string | undefined => (isObject(hints) ? textOf(hints[name]) : undefined);
  return {
    ip: visitorAddress(seenAddresses(client), trustedProxies).ip,
    ua: textOf(client['user_agent'])?.slice(0, MAX_USER_AGENT) ?? null,
    receivedAt: client['received_at'],
    hints: isObject(hints) ? hintsFrom(headerOf) : undefined,
    signals: signalsFrom(headerOf),
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
