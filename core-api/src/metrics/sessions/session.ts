import { companyOf, LIMITS, type Source } from '@warp/contracts';
import { type Proof, PROOFS } from '../../collect/proof.js';
import { funnelBit } from '../funnel.js';
import type { PreparedEvent } from '../prepared-event.js';
import { DIRECT } from '../source.js';

/** A visit, as it is stored. Times in ms since 1970. */
export interface Session {
  readonly siteId: string;
  readonly timezone: string;
  readonly sessionId: string;
  visitorId: string;
  userId: string | null;
  /** Whether a server said the user, or only a browser. */
  userProof: Proof;
  startedAt: number;
  lastEventAt: number;
  events: number;
  pageViews: number;
  conversions: number;
  revenue: number;
  engagedMs: number;
  /** Bits of the purchase funnel's steps; see `funnelBit`. */
  funnelSteps: number;
  entryPage: string | null;
  exitPage: string | null;
  readonly referrer: string | null;
  readonly source: Source;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly deviceCategory: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly screen: string | null;
  /** Whose network it was. */
  readonly organisation: string | null;
  /** The company it came from; null: none that is known. */
  company: string | null;
  readonly isBot: boolean;
}

/** An engaged session lasts longer than this, converts, or sees two pages; the rest bounced (support.google.com/analytics/answer/12195621). */
const ENGAGED_MS = 10_000;

export const isBounce = (session: Session): boolean =>
  session.pageViews < 2 && session.conversions === 0 && session.engagedMs <= ENGAGED_MS;

/** How long after a visit a server may still report what came of it. */
export const LATE_MS = 7 * 24 * 3_600_000;

/** Whether a visitor's session goes on with an event that names no session itself. */
export function continues(session: Session, event: PreparedEvent): boolean {
  const { at } = event.entry;
  const isNear = at - session.lastEventAt <= (event.isLate ? LATE_MS : LIMITS.sessionIdleMs) && session.startedAt - at <= LIMITS.sessionIdleMs;
  return isNear && !isNewCampaign(session, event);
}

const isNewCampaign = (session: Session, event: PreparedEvent): boolean =>
  event.isPageView &&
  event.source?.campaign !== undefined &&
  (event.source.campaign !== session.source.campaign || event.source.source !== session.source.source);

/** A session as its first event opens it, with nothing counted yet. */
export function openSession(event: PreparedEvent, sessionId: string, isBot: boolean): Session {
  const { entry, enriched, site } = event;
  return {
    siteId: site.id,
    timezone: site.config.timezone,
    sessionId,
    visitorId: event.visitor.id,
    userId: null,
    userProof: PROOFS.browser,
    startedAt: entry.at,
    lastEventAt: entry.at,
    events: 0,
    pageViews: 0,
    conversions: 0,
    revenue: 0,
    engagedMs: 0,
    funnelSteps: 0,
    entryPage: null,
    exitPage: null,
    referrer: entry.event.referrer ?? null,
    source: event.source ?? DIRECT,
    country: enriched.geo?.country ?? null,
    region: enriched.geo?.region ?? null,
    city: enriched.geo?.city ?? null,
    deviceCategory: enriched.device?.category ?? null,
    browser: enriched.device?.browser ?? null,
    os: enriched.device?.os ?? null,
    screen: entry.event.screen ?? null,
    organisation: enriched.organisation?.name ?? null,
    company: null,
    isBot,
  };
}

/**
 * Counts an event into its session. Events may come out of order: entry and exit go by their times. What lies more than the
 * idle time apart belongs to the visit without lengthening it, such as an order that is paid the next day.
 */
export function countEvent(session: Session, event: PreparedEvent): void {
  const { at } = event.entry;
  const isFirst = at <= session.startedAt;
  const isLast = at >= session.lastEventAt;
  if (session.startedAt - at <= LIMITS.sessionIdleMs) session.startedAt = Math.min(session.startedAt, at);
  if (at - session.lastEventAt <= LIMITS.sessionIdleMs) session.lastEventAt = Math.max(session.lastEventAt, at);
  nameUser(session, event);
  session.events += 1;
  session.pageViews += event.isPageView ? 1 : 0;
  session.conversions += event.isConversion ? 1 : 0;
  session.revenue += event.revenue;
  session.engagedMs += event.engagedMs;
  // A source may have been too late for the first event.
  session.company ??= companyOf(event.enriched.organisation)?.name ?? null;
  session.funnelSteps |= funnelBit(event.entry.event.event_type);
  if (event.isPageView && event.path !== undefined) {
    if (session.entryPage === null || isFirst) session.entryPage = event.path;
    if (session.exitPage === null || isLast) session.exitPage = event.path;
  }
}

/** The last one to log in; a browser's word does not take a session from the user whom a server named. */
function nameUser(session: Session, { proof, entry }: PreparedEvent): void {
  const { user_id } = entry.event;
  const said = proof === PROOFS.server ? PROOFS.server : PROOFS.browser;
  if (user_id === undefined || said < session.userProof) return;
  session.userId = user_id;
  session.userProof = said;
}
