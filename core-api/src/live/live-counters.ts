import type { LiveEvent } from './live-subscription.js';

const MINUTE_SECONDS = 60;
const ACTIVE_MS = 5 * 60_000;

/** Figures of one site that change by the second. */
export interface LiveFigures {
  readonly eventsPerMinute: number;
  readonly activeSessions: number;
}

class SiteCounter {
  /** Events of each of the last 60 seconds, by second modulo 60. */
  private readonly perSecond = new Array<number>(MINUTE_SECONDS).fill(0);
  private readonly lastSeen = new Map<string, number>();
  private second = 0;

  /** An event counts when it happened: one that is a day late says nothing about now. A clock that is ahead means now. */
  add(event: LiveEvent, now: number): void {
    this.moveTo(now);
    const at = Math.min(Date.parse(event.timestamp), now);
    const second = Math.floor(at / 1000);
    if (second > this.second - MINUTE_SECONDS) this.perSecond[second % MINUTE_SECONDS]! += 1;
    if (event.session_id !== null && now - at <= ACTIVE_MS) this.lastSeen.set(event.session_id, Math.max(at, this.lastSeen.get(event.session_id) ?? 0));
  }

  figures(now: number): LiveFigures {
    this.moveTo(now);
    for (const [session, seen] of this.lastSeen) if (now - seen > ACTIVE_MS) this.lastSeen.delete(session);
    return { eventsPerMinute: this.perSecond.reduce((sum, count) => sum + count, 0), activeSessions: this.lastSeen.size };
  }

  private moveTo(now: number): void {
    const second = Math.floor(now / 1000);
    for (let at = Math.max(this.second + 1, second - MINUTE_SECONDS + 1); at <= second; at++) this.perSecond[at % MINUTE_SECONDS] = 0;
    this.second = second;
  }
}

/** Counts people's events of the last minutes, by their own time, per site, in memory: a viewer's second costs no query. */
export class LiveCounters {
  private readonly sites = new Map<string, SiteCounter>();

  add(event: LiveEvent, now: number): void {
    if (event.is_bot) return;
    let counter = this.sites.get(event.site_id);
    if (counter === undefined) this.sites.set(event.site_id, (counter = new SiteCounter()));
    counter.add(event, now);
  }

  figures(siteId: string, now: number): LiveFigures {
    return this.sites.get(siteId)?.figures(now) ?? { eventsPerMinute: 0, activeSessions: 0 };
  }
}
