import { LIMITS } from '@warp/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { KeyRing } from '../secrets/key-ring.js';
import type { Receipt } from './collector.js';
import { FAILED_BOUNDS, UNPROVEN_SHARE } from './failed-bounds.js';
import { FAILED_PURPOSE, type FailedBody, withoutAddress } from './failed-body.js';
import type { FailedEntry } from './log-entry.js';
import { isObject } from './parse-body.js';
import { Issues } from './reading/issues.js';
import { readField } from './reading/read-field.js';
import type { EventFault } from './track-problem.js';

const DAY_MS = 86_400_000;

interface Kept {
  bodies: number;
  bytes: number;
}

/** Makes of a rejected event what the log keeps of it: why, and the event itself, sealed and without its sender's address. */
@Injectable()
export class FailedEvents {
  private day = 0;
  private kept = new Map<string, Kept>();

  constructor(private readonly keyRing: KeyRing) {}

  entryOf(raw: unknown, fault: EventFault, receipt: Receipt): FailedEntry {
    const { site, sender, receivedAt } = receipt;
    const eventType = isObject(raw) ? shownType(raw['event_type']) : undefined;
    const body = mayBeKept(raw, receipt) ? this.seal(raw, receipt) : undefined;
    return {
      kind: 'failed',
      site: site.id,
      receivedAt,
      id: uuidv7(),
      via: sender.via,
      code: fault.code,
      field: fault.field,
      rule: fault.rule,
      ...(eventType !== undefined && { eventType }),
      ...(body !== undefined && { body }),
    };
  }

  private seal(raw: unknown, { site, sender, sentAt, receivedAt, signals, hints }: Receipt): string | undefined {
    const body: FailedBody = { event: withoutAddress(raw), sentAt, ua: sender.ua, namesVisitor: sender.namesVisitor === true, hints, signals };
    const text = JSON.stringify(body);
    const bytes = Buffer.byteLength(text);
    return bytes <= LIMITS.eventBytes && this.hasRoom(site.id, bytes, sender.via === 'script', receivedAt)
      ? this.keyRing.seal(text, FAILED_PURPOSE).toString('base64')
      : undefined;
  }

  private hasRoom(siteId: string, bytes: number, isUnproven: boolean, now: number): boolean {
    const day = Math.floor(now / DAY_MS);
    if (day !== this.day) {
      this.day = day;
      this.kept = new Map();
    }
    const kept = this.kept.get(siteId) ?? { bodies: 0, bytes: 0 };
    const share = isUnproven ? UNPROVEN_SHARE : 1;
    if (kept.bodies >= FAILED_BOUNDS.bodies * share || kept.bytes + bytes > FAILED_BOUNDS.bytes * share) return false;
    this.kept.set(siteId, { bodies: kept.bodies + 1, bytes: kept.bytes + bytes });
    return true;
  }
}

/** A type that looks like a name. What else stands there may be anything, a person's address too, and stays in the sealed body. */
const shownType = (type: unknown): string | undefined => (typeof type === 'string' && NAME.test(type) && !/\d{6}/.test(type) ? type : undefined);

const NAME = /^[\p{L}\p{N} _.:/-]{1,100}$/u;

/** What is no object can never become an event. Whoever asks not to be tracked, or refused it, is not kept in another place either. */
function mayBeKept(raw: unknown, { site, signals }: Receipt): boolean {
  if (!isObject(raw) || (site.config.respect_dnt && signals.dnt)) return false;
  const consent = raw['consent'];
  const analytics = isObject(consent) ? readField({ type: 'boolean' }, consent['analytics'], '', { issues: new Issues(), currency: '' }) : undefined;
  return (analytics ?? site.config.consent.analytics) === true || site.config.consent.without_analytics !== 'nothing';
}
