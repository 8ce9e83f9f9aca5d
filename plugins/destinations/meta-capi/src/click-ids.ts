import type { WarpEvent } from '@warp/plugin-sdk';

/** `fb.<subdomain index>.<ms>.<payload>`; Meta's parameter builder adds a fifth part of two or eight characters. */
const COOKIE = /^fb\.\d\.\d+\.([^.]+)(?:\.\w{2}|\.\w{8})?$/;

/**
 * Meta's click id. The cookie's, unless the page's address carries a click id that the cookie does not know yet; then it is
 * built from that, with the index 1 that servers use and the time the click id was seen. Never hashed, never changed in case.
 * developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/fbp-and-fbc
 */
export function fbc({ ids, pageUrl, timestampMs }: WarpEvent): string | undefined {
  const known = ids.fbc === undefined ? undefined : COOKIE.exec(ids.fbc)?.[1];
  const clicked = fbclid(pageUrl);
  if (clicked !== undefined && clicked !== known) return `fb.1.${timestampMs}.${clicked}`;
  return known === undefined ? undefined : ids.fbc;
}

/** Meta's browser id as its cookie holds it; a malformed one is nobody's. */
export const fbp = ({ ids }: WarpEvent): string | undefined => (COOKIE.test(ids.fbp ?? '') ? ids.fbp : undefined);

function fbclid(pageUrl: string | undefined): string | undefined {
  if (pageUrl === undefined || !URL.canParse(pageUrl)) return undefined;
  const value = new URL(pageUrl).searchParams.get('fbclid') ?? '';
  return /^[\w-]+$/.test(value) ? value : undefined;
}
