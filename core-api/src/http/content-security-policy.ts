import { createHash } from 'node:crypto';
import type { HttpSettings } from './http-settings.js';

/**
 * What the pages this server sends may load and do: what it serves itself, and nothing written into a page.
 */
export const contentSecurityPolicy = ({ inlineScripts, publicUrl }: Pick<HttpSettings, 'inlineScripts' | 'publicUrl'>): Record<string, string[] | null> => ({
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", ...inlineScripts.map(policyHash)],
  scriptSrcAttr: ["'none'"],
  // @wordpress/components (emotion) puts empty style elements into the page and fills them through the CSSOM, which no policy forbids;
  // what its packages would put in with text, admin-ui/public/adopted-styles.js turns into sheets.
  styleSrc: ["'self'", policyHash('')],
  styleSrcAttr: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  // Not all browsers take the socket's scheme for the page's own origin.
  connectSrc: ["'self'", new URL(publicUrl).origin.replace(/^http/, 'ws')],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'self'"],
  upgradeInsecureRequests: null,
});

/** Allows an element whose content is this (CSP 3, 2.3.1). */
export const policyHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
