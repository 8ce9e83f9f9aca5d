/** What HTTP needs to know of an installation. */
export interface HttpSettings {
  /** Where browsers reach it, without a trailing slash. */
  readonly publicUrl: string;
  /** Networks whose forwarded client address is believed, as CIDR. */
  readonly trustedProxies: readonly string[];
  /** Seconds for a request's head, and for its body. */
  readonly headSeconds: number;
  readonly bodySeconds: number;
  /** Scripts that stand in pages of this server, word for word; no other may. */
  readonly inlineScripts: readonly string[];
}
