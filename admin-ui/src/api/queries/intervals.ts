/** How often what is on the screen is asked for again, in ms. A tab that nobody looks at asks for nothing. */
export const INTERVALS = {
  /** The socket brings each event; sums follow behind it. */
  overview: 15_000,
  sites: 15_000,
  /** Somebody put the script in just now and watches. */
  installation: 3_000,
  destination: 10_000,
  deliveries: 30_000,
  /** While something is on its way. */
  receipts: 3_000,
  replay: 1_000,
  /** wp-admin has no socket. */
  ownSiteLive: 5_000,
  version: 5 * 60_000,
} as const;

/** How long an answer that hardly ever changes counts as fresh, in ms. */
export const FRESH_FOR = {
  plugins: 10 * 60_000,
  me: 60_000,
  siteNames: 60_000,
} as const;
