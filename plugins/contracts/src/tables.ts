import clickIds from '../data/click-ids.json' with { type: 'json' };
import privateParameters from '../data/private-parameters.json' with { type: 'json' };
import proxyNetworks from '../data/proxy-networks.json' with { type: 'json' };
import referrers from '../data/referrers.json' with { type: 'json' };
import type { Channel } from './warp-event.js';

export interface ClickId {
  readonly parameter: string;
  readonly source: string;
  readonly medium: string;
  readonly channel: Channel;
}

/** Query parameters that ad platforms add to a landing page's address, strongest first. */
export const CLICK_IDS = clickIds.click_ids as readonly ClickId[];

export interface ReferrerRule {
  readonly channel: Channel;
  readonly source: string;
  /** `.example.com` matches the domain and its subdomains; `.google.*` any country's domain. */
  readonly hosts: readonly string[];
}

/** Who sends visitors, by the referrer's host. */
export const REFERRERS = referrers.referrers as readonly ReferrerRule[];

export interface ProxyNetworks {
  readonly id: string;
  readonly name: string;
  /** CIDR. */
  readonly networks: readonly string[];
}

/** Proxies whose networks need not be typed: a site's `trusted_proxies` may name them by their id. */
export const PROXY_NETWORKS = proxyNetworks.proxies as readonly ProxyNetworks[];

export interface PrivateParameters {
  /** What stands where something private stood. */
  readonly replacement: string;
  /** Names whose values are private; compared in lower case with letters and digits only. */
  readonly parameters: readonly PrivateNames[];
  /** Regular expression: a text in which it finds nothing has no match of any pattern. */
  readonly hint: string;
  /** Regular expressions, read alike by JavaScript and PCRE: without flags and look-around, `/` escaped, and every repetition bounded or unable to fail late. */
  readonly patterns: readonly { readonly reason: string; readonly pattern: string }[];
}

export interface PrivateNames {
  readonly reason: string;
  readonly names: readonly string[];
  /** Private in an address, an ordinary word elsewhere. */
  readonly address_only?: boolean;
}

/** What must not stay in addresses, titles and parameters: people's data and secrets. The proxy and PHP read the same table. */
export const PRIVATE_PARAMETERS = privateParameters as PrivateParameters;
