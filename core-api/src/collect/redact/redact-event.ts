import { type TrackedEvent, trackedEventSchema } from '@warp/contracts';
import type { SiteHash } from '../../secrets/site-hashes.js';
import { hasContact, type KeyVerdict, redactOftenSeen, redactText, REPLACEMENT, verdictOnKey } from './private-text.js';

/** An event without what is private outside its `user`. */
export interface RedactedEvent<T> {
  /** The same object when nothing was. */
  readonly event: T;
  /** Where something was replaced, as `page_url` or `event_data.items.0.item_name`; of keys and values nothing private. */
  readonly fields: readonly string[];
}

/** Texts, and where each was cut. */
const { page_url, referrer, page_title } = trackedEventSchema.properties;
const TEXT_FIELDS = Object.entries({
  page_url: page_url.maxLength,
  referrer: referrer.maxLength,
  page_title: page_title.maxLength,
  screen: Infinity,
  language: Infinity,
  timezone: Infinity,
});
const DATA = ['event_data', 'user_properties', 'ids'] as const;
/** Ids that some sites make of an address; a keyed hash still tells who is the same. Secrets stay: they may be an order's id elsewhere. */
const IDS = ['user_id', 'visitor_id', 'session_id', 'event_id'] as const;

/**
 * Finds e-mail addresses, phone numbers and secrets in addresses, titles and parameters and replaces them, so that they are stored nowhere
 * and reach no destination. Sums, order numbers, click ids and campaigns stay as they are. What is the value of an id becomes a keyed hash.
 */
export function redactEvent<T extends TrackedEvent>(event: T, hash: SiteHash): RedactedEvent<T> {
  const values: Readonly<Record<string, unknown>> = event;
  const changes: Record<string, unknown> = {};
  const fields: string[] = [];
  for (const [field, cutAt] of TEXT_FIELDS) {
    const text = values[field];
    if (typeof text !== 'string') continue;
    const whole = withoutTornEnd(text, cutAt);
    const redacted = field === 'page_url' ? redactText(whole) : redactOftenSeen(whole);
    if (redacted === text) continue;
    fields.push(field);
    changes[field] = redacted;
  }
  for (const field of DATA) {
    const data = values[field];
    if (typeof data !== 'object') continue;
    const redacted = redactValue(data, NO_KEY, '', { hash, path: [field], fields });
    if (redacted !== data) changes[field] = redacted;
  }
  for (const field of IDS) {
    const id = values[field];
    if (typeof id !== 'string' || !hasContact(id)) continue;
    fields.push(field);
    changes[field] = hash.ofText(id);
  }
  return { event: fields.length === 0 ? event : { ...event, ...changes }, fields };
}

interface Redacting {
  readonly hash: SiteHash;
  /** Where the value stands, outermost first. */
  readonly path: string[];
  readonly fields: string[];
}

const NO_KEY: KeyVerdict = { name: '', isPrivate: false };

/** @returns the value itself when nothing in it is private */
function redactValue(value: unknown, verdict: KeyVerdict, key: string, to: Redacting): unknown {
  if (typeof value === 'string') return redactString(value, verdict, key, to);
  if (typeof value === 'number') return verdict.isPrivate ? touched(REPLACEMENT, to) : value;
  if (Array.isArray(value)) return redactList(value, verdict, key, to);
  return typeof value === 'object' && value !== null ? redactObject(value as Record<string, unknown>, to) : value;
}

function redactString(text: string, { isPrivate }: KeyVerdict, key: string, to: Redacting): string {
  const redacted = isPrivate && text.trim() !== '' ? REPLACEMENT : redactText(text);
  if (redacted === text) return text;
  return touched(isId(key) ? to.hash.ofText(text) : redacted, to);
}

function touched(text: string, { path, fields }: Redacting): string {
  fields.push(path.join('.'));
  return text;
}

/** `transaction_id`, `item_id`: replaced by the same word, all orders were one. */
const isId = (key: string): boolean => /(?:^|_)id$/i.test(key);

function redactList(list: readonly unknown[], verdict: KeyVerdict, key: string, to: Redacting): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    to.path.push(String(index));
    const after = redactValue(list[index], verdict, key, to);
    to.path.pop();
    if (after === list[index]) continue;
    changed ??= [...list];
    changed[index] = after;
  }
  return changed ?? list;
}

function redactObject(object: Record<string, unknown>, to: Redacting): Record<string, unknown> {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const verdict = verdictOnKey(key);
    to.path.push(verdict.name);
    const before = object[key];
    const after = redactValue(before, verdict, key, to);
    if (verdict.name !== key) to.fields.push(to.path.join('.'));
    to.path.pop();
    if (verdict.name === key && after === before) continue;
    changed ??= { ...object };
    if (verdict.name !== key) delete changed[key];
    changed[verdict.name] = after;
  }
  return changed ?? object;
}

/** Something private that was cut in the middle looks like nothing: what may be the rest of it goes. */
function withoutTornEnd(text: string, length: number): string {
  if (text.length < length) return text;
  const end = /[^\s/?&#=]{0,320}$/.exec(text.slice(-320))![0];
  return /[@+]|%40|%2[Bb]|eyJ|wc_order_/.test(end) ? text.slice(0, text.length - end.length) : text;
}
