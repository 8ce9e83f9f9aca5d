import { type Issue, LIMITS, TRACK_ERRORS, type DropReason, type TrackedEvent } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { type SiteHash, SiteHashes } from '../secrets/site-hashes.js';
import { SiteDirectory, type SiteEntry } from '../site-directory/site-directory.js';
import { plainAddress } from '../http/client-address.js';
import { checkEvent } from './check-event.js';
import { EventLog } from './event-log.js';
import { isInRange, timesOf } from './event-time.js';
import { FailedEvents } from './failed-events.js';
import type { DropEntry, EventEntry } from './log-entry.js';
import { visitorKey } from './log-message.js';
import { type Json, parseBody } from './parse-body.js';
import { withCompletePhone } from './complete-phone.js';
import { permissionFor, signalsOf, type BrowserSignals } from './permission.js';
import { PROOFS, proofOf } from './proof.js';
import { type ProxiedClient, proxiedClient } from './proxied-client.js';
import { RateLimits } from './rate-limits.js';
import { redactEvent } from './redact/redact-event.js';
import { Senders, type Sender } from './sender.js';
import { type EventFault, type RejectedEvent, TrackProblem } from './track-problem.js';
import { type Hints, hintsOf, type TrackRequest } from './track-request.js';

export interface TrackResult {
  readonly accepted: number;
  readonly rejected: readonly RejectedEvent[];
  readonly dropped: number;
}

/** What all events of one request share. */
export interface Receipt {
  readonly site: SiteEntry;
  readonly sender: Sender;
  readonly sentAt: unknown;
  readonly receivedAt: number;
  readonly signals: BrowserSignals;
  readonly hints: Hints;
  readonly mayBeLarge: boolean;
  /** Absent: the site keeps what is private in addresses and parameters. */
  readonly hash?: SiteHash;
  /** Whoever may take failed events again answers for their time, as the holder of an API key does. */
  readonly mayBeOld?: boolean;
}

export type Judged =
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
    private readonly hashes: SiteHashes,
    private readonly failed: FailedEvents,
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
    this.limits.spend(site, sender, saidBy(sender, body.events), receivedAt);
    const receipt: Receipt = {
      site,
      sender,
      sentAt: body.sentAt,
      receivedAt,
      signals: signalsOf(request),
      hints: hintsOf(request),
      mayBeLarge: request.body.length > LIMITS.eventDataBytes / 4,
      ...(site.config.redact_personal_data && { hash: this.hashes.of(site.id) }),
    };
    const judged = body.events.map((raw) => judge(raw, receipt, this.limits));
    const rejected = judged.flatMap((verdict, index) => (verdict.is === 'rejected' ? [rejectedEvent(index, verdict.fault)] : []));
    if (rejected.length > 0) await this.appendFailed(judged, body.events, receipt);
    if (rejected.length === judged.length && rejected.length > 0) throw new TrackProblem(400, 'invalid_event', { rejected });
    return { ...(await this.append(judged, receipt)), rejected };
  }

  /** First, and waited for: a sender that is told of a rejection will not send the event again. */
  private async appendFailed(judged: readonly Judged[], raw: readonly unknown[], receipt: Receipt): Promise<void> {
    const entries = judged.flatMap((verdict, index) => (verdict.is === 'rejected' ? [this.failed.entryOf(raw[index], verdict.fault, receipt)] : []));
    try {
      await this.log.append(receipt.site.id, entries);
    } catch {
      throw new TrackProblem(503, 'log_unavailable');
    }
  }

  private async append(judged: readonly Judged[], receipt: Receipt): Promise<{ accepted: number; dropped: number }> {
    const entries = judged.flatMap((verdict) => (verdict.is === 'accepted' ? [verdict.entry] : []));
    const drops = entries.length === judged.length ? [] : dropEntries(judged, receipt);
    const appended = groupByVisitor(entries).map((group) => this.log.append(visitorKey(group[0]!), group));
    if (drops.length > 0) appended.push(this.log.append(receipt.site.id, drops));
    try {
      await (appended.length === 1 ? appended[0] : Promise.all(appended));
    } catch {
      throw new TrackProblem(503, 'log_unavailable');
    }
    return { accepted: entries.length, dropped: drops.reduce((sum, drop) => sum + drop.events, 0) };
  }
}

/** How many events of a request a server says itself, and how many it or nobody passes on from browsers. */
function saidBy(sender: Sender, events: readonly unknown[]): { readonly servers: number; readonly visitors: number } {
  if (sender.via === 'script') return { servers: 0, visitors: events.length };
  const servers = events.filter((raw) => proofOf(sender, raw) === PROOFS.server).length;
  return { servers, visitors: events.length - servers };
}

/** Most requests carry one event, or one visitor's. */
const groupByVisitor = (entries: readonly EventEntry[]): readonly (readonly EventEntry[])[] =>
  entries.length < 2 ? entries.map((entry) => [entry]) : [...Map.groupBy(entries, visitorKey).values()];

const rejectedEvent = (index: number, { code, message }: EventFault): RejectedEvent => ({ index, code, message });

/** What becomes of one event, as it came, by the site's rules and what is known of its sender. */
export function judge(raw: unknown, receipt: Receipt, limits: Pick<RateLimits, 'admit'>): Judged {
  const { site, sender } = receipt;
  const checked = checkEvent(raw, { mayBeLarge: receipt.mayBeLarge, currency: site.config.currency });
  if (!checked.ok) return { is: 'rejected', fault: checked.fault };
  const { event, issues } = completed(checked.event, checked.issues, receipt);
  // Where the headers name the visitor, the body is the visitor's own.
  const client = sender.via === 'proxy' && sender.namesVisitor !== true ? proxiedClient(raw, site.config.trusted_proxies) : undefined;
  const { receivedAt, at, issue } = timesOf({
    timestamp: event.timestamp,
    sentAt: receipt.sentAt,
    arrivedAt: receipt.receivedAt,
    ...(client && { proxied: { receivedAt: client.receivedAt, sentAt: (raw as Json)['sent_at'] } }),
  });
  const { mayBeOld = false } = receipt;
  if (!isInRange(receivedAt, receipt.receivedAt, mayBeOld)) return { is: 'rejected', fault: outOfRange('client.received_at', receivedAt, receipt.receivedAt) };
  if (!isInRange(at, receivedAt, mayBeOld || sender.via === 'api_key')) return { is: 'rejected', fault: outOfRange('timestamp', at, receivedAt) };
  if (site.paused) return { is: 'dropped', reason: 'site_paused' };
  const proof = proofOf(sender, raw);
  if (sender.via === 'proxy' && proof !== PROOFS.server && !limits.admit(site, client?.ip ?? sender.ip, receivedAt, receipt.receivedAt))
    return { is: 'dropped', reason: 'rate_limited' };
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
      proof,
      ip: (proof === PROOFS.server ? plainAddress(ip_address) : null) ?? client?.ip ?? sender.ip,
      ua: (proof === PROOFS.server ? user_agent : undefined) ?? client?.ua ?? sender.ua,
      ...hintsOfVisitor(client, receipt),
      event: { ...rest, ...ids, consent: permission.consent, event_id: event.event_id ?? uuidv7() },
      ...withIssues(issue === undefined ? issues : [...issues, issue]),
    },
  };
}

/** The event with a phone number that anybody can dial and without what is private in its texts, and what that found. */
function completed(event: TrackedEvent, issues: readonly Issue[], { site, hash }: Receipt): { readonly event: TrackedEvent; readonly issues: readonly Issue[] } {
  const phone = withCompletePhone(event, site.config.country);
  const redacted = hash === undefined ? { event: phone.event, fields: [] } : redactEvent(phone.event, hash);
  if (phone.issue === undefined && redacted.fields.length === 0) return { event: redacted.event, issues };
  const found = [...new Set(redacted.fields.map((field) => field.replace(/^(event_data|user_properties|ids)\..*/, '$1.*')))];
  return { event: redacted.event, issues: [...issues, ...(phone.issue === undefined ? [] : [phone.issue]), ...found.map((field): Issue => ({ field, rule: 'personal_data' }))] };
}

const withIssues = (issues: readonly Issue[]): { readonly issues?: readonly Issue[] } => (issues.length === 0 ? {} : { issues });

const outOfRange = (field: string, at: number, receivedAt: number): EventFault => ({
  code: 'timestamp_out_of_range',
  message: TRACK_ERRORS.timestamp_out_of_range,
  field,
  rule: at > receivedAt ? 'in_the_future' : 'too_old',
});

/** A proxy that forwards none of a browser's headers hides them; that is not a browser without any. */
function hintsOfVisitor(client: ProxiedClient | undefined, { hints, sender }: Receipt): { readonly hints?: Hints } {
  const seen = client === undefined ? hints : client.hints;
  const isHidden = seen === undefined || (client === undefined && sender.via === 'proxy' && Object.keys(seen).length === 0);
  return isHidden ? {} : { hints: seen };
}

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
