import { LIMITS } from '@warp/contracts';
import { excessOf } from '../http/json-shape.js';
import { TrackProblem } from './track-problem.js';

export type Json = Record<string, unknown>;

/** A request's events, each with the shared fields as its defaults. */
export interface ParsedBody {
  readonly scriptId: unknown;
  readonly sentAt: unknown;
  readonly events: readonly unknown[];
}

/**
 * Reads a body of `POST /api/track`: one event, or `{events: [...]}` whose other fields are defaults for each.
 * @throws TrackProblem malformed_json, nested_too_deep, too_many_fields, invalid_event (not an object), too_many_events
 */
export function parseBody(body: string): ParsedBody {
  if (body.length > SHALLOW_BYTES) checkShape(body);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new TrackProblem(400, 'malformed_json');
  }
  if (UNSTORABLE.test(body)) json = storable(json);
  if (!isObject(json)) throw new TrackProblem(400, 'invalid_event');
  const { script_id: scriptId, sent_at: sentAt, events, ...shared } = json;
  if (events === undefined) return { scriptId, sentAt, events: [shared] };
  if (!Array.isArray(events)) throw new TrackProblem(400, 'invalid_event');
  if (events.length > LIMITS.eventsPerRequest) throw new TrackProblem(400, 'too_many_events');
  return { scriptId, sentAt, events: events.map((event: unknown) => (isObject(event) ? withDefaults(event, shared) : event)) };
}

/** Null says nothing, so it does not stand in the way of a default. */
function withDefaults(event: Json, shared: Json): Json {
  const whole: Json = { ...shared, ...event };
  for (const name in shared) if (whole[name] === null) whole[name] = shared[name];
  return whole;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON that came as a text within JSON, by the rules of the body itself; undefined when it is none. */
export function parseInnerJson(text: string): unknown {
  try {
    return excessOf(text, MOST) === undefined ? storable(JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Deeper JSON breaks whoever walks it by recursion: JSON.stringify, PostgreSQL. A full batch of 1 MB has some 50,000 values; the
 * shared fields are copied into each of its events.
 */
const MOST = { depth: 100, values: 100_000, outermost: 500 } as const;

/** What is shorter is not worth the look: it cannot be deep enough to harm. */
const SHALLOW_BYTES = 2_000;

/** @throws TrackProblem nested_too_deep, too_many_fields */
function checkShape(body: string): void {
  const excess = excessOf(body, MOST);
  if (excess !== undefined) throw new TrackProblem(400, excess === 'depth' ? 'nested_too_deep' : 'too_many_fields');
}

/**
 * Escapes PostgreSQL cannot store in jsonb: NUL and halves of surrogate pairs; and a key that becomes an object's prototype where
 * somebody assigns it. Rare, so looked for before anything is done.
 */
const UNSTORABLE = /\\u(?:0000|[dD][89a-fA-F]|005[fF])|"__proto__"/;

/** The same value without NUL characters and `__proto__`, and with U+FFFD for half a surrogate pair. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (key === '__proto__' ? [] : [[storable(key), storable(inner)]])),
    );
  return value;
}
