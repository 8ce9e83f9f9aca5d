import { LIMITS } from '@warp/contracts';
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
 * @throws TrackProblem malformed_json, nested_too_deep, invalid_event (not an object), too_many_events
 */
export function parseBody(body: string): ParsedBody {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new TrackProblem(400, 'malformed_json');
  }
  if (body.length > SHALLOW_BYTES && isDeeper(json, MAX_DEPTH)) throw new TrackProblem(400, 'nested_too_deep');
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
    const json: unknown = JSON.parse(text);
    return isDeeper(json, MAX_DEPTH) ? undefined : storable(json);
  } catch {
    return undefined;
  }
}

/** Deeper JSON breaks whoever walks it by recursion: JSON.stringify, PostgreSQL. */
const MAX_DEPTH = 100;

/** What is shorter is not worth the look: it cannot be deep enough to harm. */
const SHALLOW_BYTES = 2_000;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Escapes PostgreSQL cannot store in jsonb: NUL and halves of surrogate pairs. Rare, so looked for before anything is done. */
const UNSTORABLE = /\\u(?:0000|[dD][89a-fA-F])/;

/** The same value without NUL characters, and with U+FFFD for half a surrogate pair. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]));
  return value;
}
