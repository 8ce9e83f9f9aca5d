import { CUT_LENGTHS, LIMITS, TRACK_ERRORS, trackedEventSchema, type TrackedEvent } from '@warp/contracts';
import { Ajv, type ErrorObject } from 'ajv';
import type { EventFault } from './track-problem.js';

const ajv = new Ajv({ allErrors: false, strict: false, messages: true });
const validate = ajv.compile<TrackedEvent>(trackedEventSchema);

/** Fields of the schema; others are not kept. */
const FIELDS = Object.keys(trackedEventSchema.properties) as (keyof TrackedEvent)[];

export type CheckedEvent = { ok: true; event: TrackedEvent } | { ok: false; fault: EventFault };

/**
 * Checks one event against the schema and keeps what the schema knows, long texts cut.
 * @param mayBeLarge whether the request is big enough for an event to break a size limit; sizing costs a serialisation.
 */
export function checkEvent(raw: unknown, mayBeLarge: boolean): CheckedEvent {
  if (!validate(raw)) return { ok: false, fault: { code: 'invalid_event', message: sentenceFor(validate.errors?.[0]) } };
  if (mayBeLarge && isTooLarge(raw)) return { ok: false, fault: { code: 'event_too_large', message: TRACK_ERRORS.event_too_large } };
  const event: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = raw[field];
    if (value !== undefined) event[field] = value;
  }
  for (const [field, length] of CUTS) {
    const value = event[field];
    if (typeof value === 'string' && value.length > length) event[field] = value.slice(0, length).toWellFormed();
  }
  return { ok: true, event: event as TrackedEvent };
}

const CUTS = Object.entries(CUT_LENGTHS);

const isTooLarge = (event: TrackedEvent): boolean =>
  byteLength(event) > LIMITS.eventBytes || (event.event_data !== undefined && byteLength(event.event_data) > LIMITS.eventDataBytes);

const byteLength = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Names the field and the rule, never the value: it may be personal. */
function sentenceFor(error: ErrorObject | undefined): string {
  if (error === undefined) return TRACK_ERRORS.invalid_event;
  const field = error.instancePath.slice(1).replaceAll('/', '.');
  const missing = (error.params as { missingProperty?: string; additionalProperty?: string }).missingProperty;
  const unknown = (error.params as { additionalProperty?: string }).additionalProperty;
  if (missing !== undefined) return `${[field, missing].filter(Boolean).join('.')} is required.`;
  if (unknown !== undefined) return `${field} has a field that is not known.`;
  return `${field === '' ? 'The event' : field} ${error.message ?? 'is invalid'}.`;
}
