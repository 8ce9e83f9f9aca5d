import clickIds from '../data/click-ids.json' with { type: 'json' };
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
