import { LIMITS, TRACK_ERRORS, type DropReason } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { SiteDirectory, type SiteEntry } from '../sites/site-directory.js';
import { plainAddress } from '../http/client-address.js';
import { checkEvent } from './check-event.js';
import { EventLog } from './event-log.js';
import { isInRange, timesOf } from './event-time.js';
import type { DropEntry, EventEntry } from './log-entry.js';
import { type Json, parseBody } from './parse-body.js';
import { permissionFor, signalsOf, type BrowserSignals } from './permission.js';
import { type ProxiedClient, proxiedClient } from './proxied-client.js';
import { RateLimits } from './rate-limits.js';
import { Senders, type Sender } from './sender.js';
import { type EventFault, type RejectedEvent, TrackProblem } from './track-problem.js';
import { type Hints, hintsOf, type TrackRequest } from './track-request.js';

export interface TrackResult {
  readonly accepted: number;
  readonly rejected: readonly RejectedEvent[];
  readonly dropped: number;
}

/** What all events of one request share. */
interface Receipt {
  readonly site: SiteEntry;
  readonly sender: Sender;
  readonly sentAt: unknown;
  readonly receivedAt: number;
  readonly signals: BrowserSignals;
  readonly hints: Hints;
  readonly mayBeLarge: boolean;
}

type Judged =
  | { readonly is: 'accepted'; readonly entry: EventEntry }
  | { readonly is: 'dropped'; readonly reason: DropReason }
  | { readonly is: 'rejected'; readonly fault: EventFault };

/** Takes events in: checks who sends what, and answers only when the log has it. Nothing else. */
@Injectable()
export class Collector {
  constructor(
    private readonly sites: SiteDirectory,
    private readonly senders: Senders,
    private readonly limits: RateLimits,
    private readonly log: EventLog,
  ) {}

  /** @throws TrackProblem for faults of the whole request */
  async collect(request: TrackRequest): Promise<TrackResult> {
    const receivedAt = Date.now();
    const body = parseBody(request.body);
    const site = typeof body.scriptId === 'string' ? this.sites.findByScript(body.scriptId) : undefined;
    if (site === undefined) throw new TrackProblem(401, 'unknown_script');
    const identified = this.senders.identify(request, site, receivedAt);
    // Only a key has to be looked up; a browser's request does not wait a turn for that.
    const sender = identified instanceof Promise ? await identified : identified;
    this.limits.spend(site, sender, body.events.length, receivedAt);
    const receipt: Receipt = {
      site,
      sender,
      sentAt: body.sentAt,
      receivedAt,
      signals: signalsOf(request),
      hints: hintsOf(request),
      mayBeLarge: request.body.length > LIMITS.eventDataBytes / 4,
    };
    const judged = body.events.map((raw) => judge(raw, receipt, this.limits));
    const rejected = judged.flatMap((verdict, index) => (verdict.is === 'rejected' ? [{ index, ...verdict.fault }] : []));
    if (rejected.length === judged.length && rejected.length > 0) throw new TrackProblem(400, 'invalid_event', { rejected });
    return { ...(await this.append(judged, receipt)), rejected };
  }

  private async append(judged: readonly Judged[], receipt: Receipt): Promise<{ accepted: number; dropped: number }> {
    const entries = judged.flatMap((verdict) => (verdict.is === 'accepted' ? [verdict.entry] : []));
    const drops = entries.length === judged.length ? [] : dropEntries(judged, receipt);
    const appended = groupByVisitor(entries).map((group) => this.log.append(visitorKey(group[0]!), group.map((entry) => JSON.stringify(entry))));
    if (drops.length > 0) appended.push(this.log.append(receipt.site.id, drops.map((drop) => JSON.stringify(drop))));
    try {
      await (appended.length === 1 ? appended[0] : Promise.all(appended));
    } catch {
      throw new TrackProblem(503, 'log_unavailable');
    }
    return { accepted: entries.length, dropped: drops.reduce((sum, drop) => sum + drop.events, 0) };
  }
}

/** Most requests carry one event, or one visitor's. */
const groupByVisitor = (entries: readonly EventEntry[]): readonly (readonly EventEntry[])[] =>
  entries.length < 2 ? entries.map((entry) => [entry]) : [...Map.groupBy(entries, visitorKey).values()];

function judge(raw: unknown, receipt: Receipt, limits: RateLimits): Judged {
  const { site, sender } = receipt;
  const checked = checkEvent(raw, receipt.mayBeLarge);
  if (!checked.ok) return { is: 'rejected', fault: checked.fault };
  const { event } = checked;
  const client = sender.via === 'proxy' ? proxiedClient(raw, site.config.trusted_proxies) : undefined;
  const times = timesOf({
    timestamp: event.timestamp,
    sentAt: receipt.sentAt,
    arrivedAt: receipt.receivedAt,
    ...(client && { proxied: { receivedAt: client.receivedAt, sentAt: (raw as Json)['sent_at'] } }),
  });
  if (!times.ok) return { is: 'rejected', fault: { code: 'invalid_event', message: `${times.field} must be ISO 8601 or epoch milliseconds.` } };
  const { receivedAt, at } = times;
  const isDated = isInRange(at, receivedAt, sender.via === 'api_key') && isInRange(receivedAt, receipt.receivedAt, false);
  if (!isDated) return { is: 'rejected', fault: { code: 'timestamp_out_of_range', message: TRACK_ERRORS.timestamp_out_of_range } };
  if (site.paused) return { is: 'dropped', reason: 'site_paused' };
  if (sender.via === 'proxy' && !limits.admit(site, client?.ip ?? sender.ip, receivedAt, receipt.receivedAt)) return { is: 'dropped', reason: 'rate_limited' };
  const permission = permissionFor(event, site.config, client?.signals ?? receipt.signals);
  if (permission.is === 'dropped') return permission;

  const { timestamp, ip_address, user_agent, visitor_id, session_id, ...rest } = event;
  const ids = permission.cookieless ? {} : { ...(visitor_id && { visitor_id }), ...(session_id && { session_id }) };
  return {
    is: 'accepted',
    entry: {
      kind: 'event',
      site: site.id,
      receivedAt,
      at,
      via: sender.via,
      ip: (sender.trusted ? plainAddress(ip_address) : null) ?? client?.ip ?? sender.ip,
      ua: (sender.trusted ? user_agent : undefined) ?? client?.ua ?? sender.ua,
      ...hintsOfVisitor(client, receipt),
      event: { ...rest, ...ids, consent: permission.consent, event_id: event.event_id ?? uuidv7() },
    },
  };
}

/** A proxy that forwards none of a browser's headers hides them; that is not a browser without any. */
function hintsOfVisitor(client: ProxiedClient | undefined, { hints, sender }: Receipt): { readonly hints?: Hints } {
  const seen = client === undefined ? hints : client.hints;
  const isHidden = seen === undefined || (client === undefined && sender.via === 'proxy' && Object.keys(seen).length === 0);
  return isHidden ? {} : { hints: seen };
}

/** Events of one visitor keep their order; without an id, the address and browser stand for the visitor. */
const visitorKey = (entry: EventEntry): string => entry.event.visitor_id ?? `${entry.site}|${entry.ip}|${entry.ua}`;

function dropEntries(judged: readonly Judged[], receipt: Receipt): readonly DropEntry[] {
  const reasons = judged.flatMap((verdict) => (verdict.is === 'dropped' ? [verdict.reason] : []));
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => ({
    kind: 'drop',
    site: receipt.site.id,
    receivedAt: receipt.receivedAt,
    id: uuidv7(),
    reason,
    events: same.length,
  }));
}
