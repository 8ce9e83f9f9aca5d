import { CUT_LENGTHS, type TrackedEvent } from '@warp/contracts';
import type { SiteHash } from '../../secrets/site-hashes.js';
import { hasContact, isPrivateName, redactText, REPLACEMENT } from './private-text.js';

/** An event without what is private outside its `user`. */
export interface RedactedEvent<T> {
  /** The same object when nothing was. */
  readonly event: T;
  /** Where something was replaced, as `page_url` or `event_data.items.0.item_name`; of keys and values nothing private. */
  readonly fields: readonly string[];
}

const TEXTS = ['page_url', 'referrer', 'page_title'] as const;
const DATA = ['event_data', 'user_properties'] as const;
/** Ids that some sites make of an address; a keyed hash still tells who is the same. Secrets stay: they may be an order's id elsewhere. */
const IDS = ['user_id', 'visitor_id', 'session_id', 'event_id'] as const;

/**
 * Finds e-mail addresses, phone numbers and secrets in addresses, titles and parameters and replaces them, so that they are stored nowhere
 * and reach no destination. Sums, order numbers, click ids and campaigns stay as they are. What is the value of an id becomes a keyed hash.
 */
export function redactEvent<T extends TrackedEvent>(event: T, hash: SiteHash): RedactedEvent<T> {
  const fields: string[] = [];
  const values: Readonly<Record<string, unknown>> = event;
  let changed: Record<string, unknown> | undefined;
  const set = (field: string, before: unknown, after: unknown): void => {
    if (after === before) return;
    changed ??= { ...values };
    changed[field] = after;
  };
  for (const field of TEXTS) {
    const text = values[field];
    if (typeof text !== 'string') continue;
    const redacted = redactText(withoutTornEnd(text, CUT_LENGTHS[field]));
    if (redacted !== text) fields.push(field);
    set(field, text, redacted);
  }
  for (const field of DATA) if (values[field] !== undefined) set(field, values[field], redactValue(values[field], field, '', { hash, fields }));
  for (const field of IDS) {
    const id = values[field];
    if (typeof id !== 'string' || !hasContact(id)) continue;
    fields.push(field);
    set(field, id, hash.ofText(id));
  }
  return changed === undefined ? { event, fields } : { event: changed as T, fields };
}

interface Redacting {
  readonly hash: SiteHash;
  readonly fields: string[];
}

/** @returns the value itself when nothing in it is private */
function redactValue(value: unknown, path: string, key: string, to: Redacting): unknown {
  if (typeof value === 'string') return redactString(value, path, key, to);
  if (typeof value === 'number') {
    if (!isPrivateName(key)) return value;
    to.fields.push(path);
    return REPLACEMENT;
  }
  if (Array.isArray(value)) {
    let changed: unknown[] | undefined;
    value.forEach((item: unknown, index) => {
      const redacted = redactValue(item, `${path}.${index}`, key, to);
      if (redacted !== item) (changed ??= [...(value as unknown[])])[index] = redacted;
    });
    return changed ?? value;
  }
  return typeof value === 'object' && value !== null ? redactObject(value as Record<string, unknown>, path, to) : value;
}

function redactString(text: string, path: string, key: string, { hash, fields }: Redacting): string {
  const redacted = isPrivateName(key) && text.trim() !== '' ? REPLACEMENT : redactText(text);
  if (redacted === text) return text;
  fields.push(path);
  return isId(key) ? hash.ofText(text) : redacted;
}

/** `transaction_id`, `item_id`: replaced by the same word, all orders were one. */
const isId = (key: string): boolean => /(?:^|_)id$/i.test(key);

function redactObject(object: Record<string, unknown>, path: string, to: Redacting): Record<string, unknown> {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
    const name = redactText(key);
    const before = object[key];
    const after = redactValue(before, `${path}.${name}`, key, to);
    if (name !== key) to.fields.push(`${path}.${name}`);
    if (name === key && after === before) continue;
    changed ??= { ...object };
    if (name !== key) delete changed[key];
    changed[name] = after;
  }
  return changed ?? object;
}

/** Something private that was cut in the middle looks like nothing: what may be the rest of it goes. */
function withoutTornEnd(text: string, length: number): string {
  if (text.length < length) return text;
  const end = /[^\s/?&#=]{0,320}$/.exec(text.slice(-320))![0];
  return /[@+]|%40|%2[Bb]|eyJ|wc_order_/.test(end) ? text.slice(0, text.length - end.length) : text;
}
