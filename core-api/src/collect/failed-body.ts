import type { KeyRing } from '../secrets/key-ring.js';
import { isObject } from './parse-body.js';
import type { BrowserSignals } from './permission.js';
import type { Hints } from './track-request.js';

/** Purpose under which rejected events are sealed. */
export const FAILED_PURPOSE = 'failed-event';

/** What is kept of a rejected event, so that it can be judged again as it would have been. The sender's address is not among it. */
export interface FailedBody {
  /** As it came, with the request's shared fields. */
  readonly event: unknown;
  readonly sentAt: unknown;
  readonly ua: string | null;
  /** Whether the signed headers of the request named a visitor; what that one said is not the server's word. */
  readonly namesVisitor: boolean;
  readonly hints: Hints;
  readonly signals: BrowserSignals;
}

/** @throws when it was sealed with a key that is no longer in the ring */
export const openFailedBody = (keyRing: KeyRing, sealed: Buffer): FailedBody => JSON.parse(keyRing.open(sealed, FAILED_PURPOSE).toString()) as FailedBody;

const ADDRESSES = ['remote_addr', 'forwarded_for', 'forwarded', 'cf_connecting_ip'];

/** The event without what tells where its sender is. */
export function withoutAddress(event: unknown): unknown {
  if (!isObject(event)) return event;
  const { ip_address: _address, client, ...rest } = event;
  return isObject(client) ? { ...rest, client: Object.fromEntries(Object.entries(client).filter(([name]) => !ADDRESSES.includes(name))) } : rest;
}
