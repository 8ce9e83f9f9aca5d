import type { EventEntry, Via } from './log-entry.js';
import { isObject } from './parse-body.js';

/**
 * How well it is proven who says an event; a higher one is believed before a lower one, whichever comes first.
 * Stored with claims of event ids, events and sessions: a number keeps its meaning for ever.
 */
export const PROOFS = {
  /** Anybody's browser: whoever reads a page's script can say the same. */
  browser: 0,
  /** A browser again, through the site's own proxy: its address is sure, what it says is not. */
  relayed: 1,
  /** The site's own server says what it knows itself, with an API key or the site's signature. */
  server: 2,
} as const;

export type Proof = (typeof PROOFS)[keyof typeof PROOFS];

/**
 * The proof of an event. A signature proves who brought it; what a browser said through the site's proxy stays a browser's word. In a signed
 * batch an event without `client` is the server's own report, and so is one whose `client` says `reported_by: "server"`: the proxy writes
 * `client` whole, so nothing in it comes from a browser.
 *
 * @param sender `namesVisitor`: the signed headers name the one visitor whom the proxy speaks for
 * @param raw the event as it came
 */
export function proofOf({ via, namesVisitor = false }: { readonly via: Via; readonly namesVisitor?: boolean }, raw: unknown): Proof {
  if (via === 'api_key') return PROOFS.server;
  if (via === 'script') return PROOFS.browser;
  if (namesVisitor) return PROOFS.relayed;
  const client = isObject(raw) ? raw['client'] : undefined;
  return !isObject(client) || client['reported_by'] === 'server' ? PROOFS.server : PROOFS.relayed;
}

/** The proof of an entry of the log; those of before it was written into them tell by the address and browser they name. */
export const proofOfEntry = ({ proof, via, ip, ua }: EventEntry): Proof => proof ?? proofOf({ via, namesVisitor: ip !== null || ua !== null }, undefined);
