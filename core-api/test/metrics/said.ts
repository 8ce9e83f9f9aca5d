import type { Enriched, EventData } from '@warp/contracts';
import type { EventEntry } from '../../src/collect/log-entry.js';
import { PROOFS } from '../../src/collect/proof.js';
import type { PreparedEvent } from '../../src/metrics/prepared-event.js';
import { prepare } from '../../src/pipeline/prepare.js';
import type { SiteEntry } from '../../src/site-directory/site-directory.js';

/** An event as a test says it. */
export interface Said {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly type: string;
  readonly id: string;
  /** Left out: a server reports it, and knows of no browser. */
  readonly visitor?: string;
  readonly session?: string;
  /** Path and query on https://shop.example. */
  readonly path?: string;
  readonly referrer?: string;
  readonly data?: EventData;
  readonly byServer?: true;
  readonly isRobot?: true;
  readonly enriched?: Enriched;
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** The event as the pipeline hands it over to be stored. */
export function preparedOf(site: SiteEntry, { at, type, id, visitor, session, path, referrer, data, byServer, isRobot, enriched = {} }: Said): PreparedEvent {
  const isByServer = byServer ?? visitor === undefined;
  const entry: EventEntry = {
    kind: 'event',
    site: site.id,
    receivedAt: Date.parse(at) + 500,
    at: Date.parse(at),
    via: isByServer ? 'api_key' : 'script',
    proof: isByServer ? PROOFS.server : PROOFS.browser,
    ip: isByServer ? null : '203.0.113.7',
    ua: isByServer ? null : CHROME,
    hints: { 'sec-fetch-mode': 'cors', 'accept-language': 'de' },
    event: {
      event_type: type,
      event_id: id,
      consent: { analytics: true, marketing: false },
      ...(visitor && { visitor_id: visitor }),
      ...(session && { session_id: session }),
      ...(path && { page_url: `https://shop.example${path}` }),
      ...(referrer && { referrer }),
      ...(!isByServer && { screen: '1920x1080' }),
      ...(data && { event_data: data }),
    },
  };
  const prepared = prepare(entry, site, { id: visitor ?? id }, { fields: enriched, missing: [] });
  return isRobot ? { ...prepared, bot: { score: 100, reasons: ['declared'] } } : { ...prepared, bot: { score: 0, reasons: [] } };
}
