import { LRUCache } from 'lru-cache';

/**
 * Whether a page of this origin may send events for a site: one of its domains or a subdomain of one.
 * No `Origin` at all is no browser page: it is accepted here and judged by the bot score.
 */
export function isAllowedOrigin(origin: string | undefined, domains: readonly string[]): boolean {
  if (origin === undefined) return true;
  const host = hostOf(origin);
  return domains.some((domain) => host === domain || (host.endsWith(domain) && host[host.length - domain.length - 1] === '.'));
}

const hosts = new LRUCache<string, string>({ max: 10_000 });

/** Parsing an address is slow, and a site's pages have one origin. */
function hostOf(origin: string): string {
  let host = hosts.get(origin);
  if (host === undefined) {
    host = URL.canParse(origin) ? new URL(origin).hostname.replace(/^\[|\]$/g, '') : '';
    hosts.set(origin, host);
  }
  return host;
}
