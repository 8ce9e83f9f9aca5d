import { isAllowedOrigin } from '../../collect/origin.js';
import type { FieldError } from '../../http/problem.js';

/** A page of a WordPress that may be sent a code. */
export interface RedirectUri {
  readonly url: URL;
  /** Host name alone. */
  readonly host: string;
  /** Address of the WordPress: what stands before `/wp-admin/`. */
  readonly home: string;
}

export type CheckedRedirectUri = { readonly ok: true; readonly redirect: RedirectUri } | { readonly ok: false; readonly error: FieldError };

const ADMIN = '/wp-admin/';

/** This machine alone (RFC 8252, 7.3; RFC 6761, 6.3). */
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Checks what can be said of a redirect URI by itself. No client registers here, so the rest is decided by the site: see `leadsTo`.
 * A page of wp-admin is seen by people who are logged in there, and its address is no place where visitors' pages put scripts.
 */
export function checkRedirectUri(text: string): CheckedRedirectUri {
  if (!URL.canParse(text)) return refused('url', 'must be a complete address');
  const url = new URL(text);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!isSafe) return refused('https', 'must begin with https://');
  if (url.username !== '' || url.password !== '') return refused('no_credentials', 'must not contain a user name or password');
  // RFC 6749, 3.1.2
  if (text.includes('#')) return refused('no_fragment', 'must not contain a #fragment');
  const at = url.pathname.indexOf(ADMIN);
  if (at < 0) return refused('wp_admin', 'must be a page of a WordPress dashboard, with /wp-admin/ in its path');
  return { ok: true, redirect: { url, host: url.hostname, home: url.origin + url.pathname.slice(0, at) } };
}

/** Whether it leads to one of a site's domains, or a subdomain of one. */
export const leadsTo = ({ url }: RedirectUri, domains: readonly string[]): boolean => isAllowedOrigin(url.origin, domains);

/** The address with the answer in its query; what is there stays. */
export function answerAt({ url }: RedirectUri, parameters: Readonly<Record<string, string>>): string {
  const answer = new URL(url);
  for (const [name, value] of Object.entries(parameters)) answer.searchParams.set(name, value);
  return answer.href;
}

const refused = (rule: string, sentence: string): CheckedRedirectUri => ({
  ok: false,
  error: { field: 'redirect_uri', rule, message: `redirect_uri ${sentence}.` },
});
