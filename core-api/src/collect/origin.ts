/**
 * Whether a page of this origin may send events for a site: one of its domains or a subdomain of one.
 * No `Origin` at all is no browser page: it is accepted here and judged by the bot score.
 */
export function isAllowedOrigin(origin: string | undefined, domains: readonly string[]): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  return domains.some((domain) => host === domain || (host.endsWith(domain) && host[host.length - domain.length - 1] === '.'));
}
