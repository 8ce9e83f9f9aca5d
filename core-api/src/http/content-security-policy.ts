import { createHash } from 'node:crypto';
import type { ServicesConfig } from '../config/config.js';
import { STUB } from '../sites/snippet.js';

/**
 * What the pages this server sends may load and do: what it serves itself, and nothing written into a page.
 */
export const contentSecurityPolicy = (config: Pick<ServicesConfig, 'demo' | 'publicUrl'>): Record<string, string[] | null> => ({
  defaultSrc: ["'self'"],
  // The demonstration shop has the snippet in its pages as customers have, and the snippet's first line stands in the page.
  scriptSrc: ["'self'", ...(config.demo ? [policyHash(STUB)] : [])],
  scriptSrcAttr: ["'none'"],
  // @wordpress/components (emotion) puts empty style elements into the page and fills them through the CSSOM, which no policy forbids;
  // what its packages would put in with text, admin-ui/public/adopted-styles.js turns into sheets.
  styleSrc: ["'self'", policyHash('')],
  styleSrcAttr: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  // Not all browsers take the socket's scheme for the page's own origin.
  connectSrc: ["'self'", new URL(config.publicUrl).origin.replace(/^http/, 'ws')],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'self'"],
  upgradeInsecureRequests: null,
});

/** Allows an element whose content is this (CSP 3, 2.3.1). */
export const policyHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
