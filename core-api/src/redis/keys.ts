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
  /** Keys a source was asked in a month, `2026-11`. */
  sourceRequests: (plugin: string, month: string) => `warp:source:{${plugin}}:requests:${month}`,
  /** Why a source rests with the settings saved at a time, in ms since 1970; gone when it does no longer. */
  sourceRest: (plugin: string, savedAt: number) => `warp:source:{${plugin}}:rest:${savedAt}`,
  /** Hash of what became of a source's look-ups on a day, `2026-11-24`. */
  sourceFigures: (plugin: string, day: string) => `warp:source:{${plugin}}:figures:${day}`,
  /** Jobs of a destination that are under way. */
  inFlight: (destinationId: string) => `warp:in-flight:{${destinationId}}`,
  /** A vendor account that is being connected, by the hash of its state. */
  oauthPending: (stateHash: string) => `warp:oauth:${stateHash}`,
} as const;

export const CHANNELS = {
  /** A site, its configuration or destinations changed; the message is the site's id, or `all`. */
  siteChanged: 'warp:site-changed',
  /** An enrichment's settings changed, or it may try again; the message is its plugin's id. */
  enrichmentChanged: 'warp:enrichment-changed',
  /** Access of somebody ended; the message says nothing, PostgreSQL says what. */
  revoked: 'warp:revoked',
  /** Stored events, as JSON, for the live view. */
  live: 'warp:live',
  /** Deliveries became due; the message is a comma list of destination ids. */
  deliveriesDue: 'warp:deliveries-due',
} as const;

/** Name of the consumer group that stores the log. */
export const LOG_GROUP = 'pipeline';
