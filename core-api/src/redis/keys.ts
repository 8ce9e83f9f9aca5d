/**
 * Every Redis key and channel, in one place. What is used together in one command shares a hash tag `{…}`, so that the
 * same code runs on a Redis Cluster.
 */
export const KEYS = {
  /** Stream of the event log; a visitor's events always land in the same partition. */
  log: (partition: number) => `warp:log:{${partition}}`,
  /** Which worker owns a partition. */
  logLease: (partition: number) => `warp:log:lease:{${partition}}`,
  /** Events of a site or an address in one minute. */
  rate: (who: string, minute: number) => `warp:rate:${minute}:${who}`,
  /** Hash of what collecting processes say about their spools. */
  spools: 'warp:spools',
  /** What an enrichment found for a key, whose hash it is. */
  enriched: (plugin: string, keyHash: string) => `warp:enriched:${plugin}:${keyHash}`,
  /** Jobs of a destination that are under way. */
  inFlight: (destinationId: string) => `warp:in-flight:{${destinationId}}`,
} as const;

export const CHANNELS = {
  /** A site, its configuration or destinations changed; the message is the site's id. */
  siteChanged: 'warp:site-changed',
  /** Stored events, as JSON, for the live view. */
  live: 'warp:live',
  /** Deliveries became due; the message is a comma list of destination ids. */
  deliveriesDue: 'warp:deliveries-due',
} as const;

/** Name of the consumer group that stores the log. */
export const LOG_GROUP = 'pipeline';
