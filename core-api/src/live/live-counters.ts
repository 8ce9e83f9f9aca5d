import type { LiveEvent } from './live-subscription.js';

const MINUTE_SECONDS = 60;
const ACTIVE_MS = 5 * 60_000;

/** Sessions counted at once; a site with more shows the newest of them. About 50 MB at the worst. */
const MOST_SESSIONS = { ofSite: 50_000, ofAll: 250_000 } as const;

/** Figures of one site that change by the second. */
export interface LiveFigures {
  readonly eventsPerMinute: number;
  readonly activeSessions: number;
}

class SiteCounter {
  /** Events of each of the last 60 seconds, by second modulo 60. */
  private readonly perSecond = new Array<number>(MINUTE_SECONDS).fill(0);
  /** When each session was last seen, by its events' own time; in the order in which their events came. */
  private readonly lastSeen = new Map<string, number>();
  private second = 0;

  /**
   * An event counts when it happened: one that is a day late says nothing about now. A clock that is ahead means now.
   * @returns by how many more sessions there are now
   */
  add(event: LiveEvent, now: number): number {
    this.moveTo(now);
    const at = Math.min(Date.parse(event.timestamp), now);
    const second = Math.floor(at / 1000);
    if (second > this.second - MINUTE_SECONDS) this.perSecond[second % MINUTE_SECONDS]! += 1;
    if (event.session_id === null || now - at > ACTIVE_MS) return 0;
    const seen = this.lastSeen.get(event.session_id);
    this.lastSeen.delete(event.session_id);
    this.lastSeen.set(event.session_id, Math.max(at, seen ?? 0));
    return seen === undefined ? 1 : 0;
  }

  /** Lets go of sessions that are over. @returns how many */
  forget(now: number): number {
    const before = this.lastSeen.size;
    for (const [session, seen] of this.lastSeen) if (now - seen > ACTIVE_MS) this.lastSeen.delete(session);
    return before - this.lastSeen.size;
  }

  forgetOldest(): void {
    for (const session of this.lastSeen.keys()) return void this.lastSeen.delete(session);
  }

  figures(now: number): LiveFigures {
    this.moveTo(now);
    return { eventsPerMinute: this.perSecond.reduce((sum, count) => sum + count, 0), activeSessions: this.lastSeen.size };
  }

  get sessions(): number {
    return this.lastSeen.size;
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
  private held = 0;

  constructor(private readonly most: { readonly ofSite: number; readonly ofAll: number } = MOST_SESSIONS) {}

  /** What is in memory, watched or not. */
  get size(): { readonly sites: number; readonly sessions: number } {
    return { sites: this.sites.size, sessions: this.held };
  }

  add(event: LiveEvent, now: number): void {
    if (event.is_bot) return;
    let counter = this.sites.get(event.site_id);
    if (counter === undefined) this.sites.set(event.site_id, (counter = new SiteCounter()));
    this.held += counter.add(event, now);
    if (counter.sessions <= this.most.ofSite && this.held <= this.most.ofAll) return;
    // Who brings too many pays for it: the other sites keep theirs.
    counter.forgetOldest();
    this.held -= 1;
  }

  /** Lets go of what is over, also of sites that nobody watches; cheap enough for every second. */
  forget(now: number): void {
    for (const [siteId, counter] of this.sites) {
      this.held -= counter.forget(now);
      if (counter.sessions === 0) this.sites.delete(siteId);
    }
  }

  figures(siteId: string, now: number): LiveFigures {
    const counter = this.sites.get(siteId);
    if (counter === undefined) return { eventsPerMinute: 0, activeSessions: 0 };
    this.held -= counter.forget(now);
    return counter.figures(now);
  }
}
