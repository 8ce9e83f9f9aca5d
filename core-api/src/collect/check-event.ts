import {
  type Issue,
  LIMITS,
  REJECTION_RULES,
  type RejectionRule,
  TRACK_ERRORS,
  trackedEventSchema,
  type TrackedEvent,
} from '@warp/contracts';
import { Ajv } from 'ajv';
import { isObject, type Json } from './parse-body.js';
import type { FieldSchema } from './reading/field-schema.js';
import { isOrdinaryAmount, TEXT_FORMATS } from './reading/formats.js';
import { Issues } from './reading/issues.js';
import { readField } from './reading/read-field.js';
import type { EventFault } from './track-problem.js';

/**
 * Counts UTF-16 units, which is much quicker than characters and never lets a longer text through; what is too long only by that count is
 * read field by field, where characters count. Without a logger, because ajv would warn of that option at each start.
 */
const ajv = new Ajv({ allErrors: false, strict: false, unicode: false, logger: false });
for (const [name, { is }] of Object.entries(TEXT_FORMATS)) ajv.addFormat(name, is);
ajv.addFormat('money', { type: 'number', validate: isOrdinaryAmount });
const isWellFormed = ajv.compile<TrackedEvent>(trackedEventSchema);

/** Fields of the schema; others are not kept. */
const FIELDS = Object.keys(trackedEventSchema.properties) as (keyof TrackedEvent)[];
const SCHEMA: FieldSchema = trackedEventSchema;
const EVENT_TYPE = new RegExp(trackedEventSchema.properties.event_type.pattern);

/** An event in the schema's form, with what its own form cost it; or why it cannot be used at all. */
export type CheckedEvent =
  | { readonly ok: true; readonly event: TrackedEvent; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly fault: EventFault };

export interface CheckOptions {
  /** Whether the request is big enough for an event to break a size limit; sizing costs a serialisation. */
  readonly mayBeLarge: boolean;
  /** Of amounts that name none; empty: not known. */
  readonly currency: string;
}

/**
 * Reads one event: as it is when it follows the schema, and else field by field, so that bad form costs the field and not the event.
 * Only an event without a usable type, or one that is too large, is refused.
 */
export function checkEvent(raw: unknown, { mayBeLarge, currency }: CheckOptions): CheckedEvent {
  const found = new Issues();
  const event = isWellFormed(raw) ? known(raw) : readEvent(raw, found, currency);
  if (typeof event === 'string') return refused(event === 'not_an_object' ? '' : 'event_type', event);
  if (mayBeLarge && byteLength(raw) > LIMITS.eventBytes) return tooLarge('');
  if (mayBeLarge && event.event_data !== undefined && byteLength(event.event_data) > LIMITS.eventDataBytes) return tooLarge('event_data');
  return { ok: true, event, issues: found.list() };
}

function known(raw: TrackedEvent): TrackedEvent {
  const event: Json = {};
  for (const field of FIELDS) {
    const value = raw[field];
    if (value !== undefined) event[field] = value;
  }
  return event as unknown as TrackedEvent;
}

function readEvent(raw: unknown, issues: Issues, siteCurrency: string): TrackedEvent | RejectionRule {
  if (!isObject(raw)) return 'not_an_object';
  const { event_type: givenType, ...others } = raw;
  const type = usableType(givenType);
  if (!type.ok) return type.rule;
  const currency = currencyOf(others['event_data']) ?? siteCurrency;
  const read = readField(SCHEMA, others, '', { issues, currency }) as Json;
  return { ...withoutUnreadPermission(read, issues), event_type: type.name };
}

function usableType(given: unknown): { readonly ok: true; readonly name: string } | { readonly ok: false; readonly rule: RejectionRule } {
  if (given === undefined || given === null) return { ok: false, rule: 'required' };
  if (typeof given !== 'string') return { ok: false, rule: 'not_text' };
  const name = given.trim();
  return name.length <= trackedEventSchema.properties.event_type.maxLength && EVENT_TYPE.test(name) ? { ok: true, name } : { ok: false, rule: 'pattern' };
}

/** The bound of an amount depends on it, so it is read before any of them. */
function currencyOf(eventData: unknown): string | undefined {
  const currency = isObject(eventData) ? eventData['currency'] : undefined;
  return typeof currency === 'string' ? TEXT_FORMATS.currency.read(currency.trim()) : undefined;
}

/**
 * What was said about marketing and cannot be read is no permission. What was said about analytics and cannot be read leaves the site's
 * own default, as if nothing had been said: refusing it might cost the event.
 */
const withoutUnreadPermission = (event: Json, issues: Issues): Json =>
  issues.has('consent') || issues.has('consent.marketing') ? { ...event, consent: { ...(event['consent'] as Json | undefined), marketing: false } } : event;

const byteLength = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const tooLarge = (field: string): CheckedEvent => ({
  ok: false,
  fault: { code: 'event_too_large', message: TRACK_ERRORS.event_too_large, field, rule: 'too_large' },
});

/** Names the field and the rule, never the value: it may be personal. */
const refused = (field: string, rule: RejectionRule): CheckedEvent => ({
  ok: false,
  fault: { code: 'invalid_event', message: `${field === '' ? 'The event' : field} ${REJECTION_RULES[rule]}`, field, rule },
});
