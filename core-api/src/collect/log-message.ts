import type { WireUser } from '@warp/contracts';
import type { KeyRing } from '../secrets/key-ring.js';
import type { EventEntry, LogEntry } from './log-entry.js';

/** The one field of a log message. */
export const MESSAGE_FIELD = 'e';

/** Purpose under which the personal parts of a message are sealed. */
export const LOG_PURPOSE = 'event-log';

/** What of an entry is personal; it is on no disk in the clear. Most have only an address. */
export type PersonalPart = string | { readonly ip?: string; readonly user: WireUser };

/** Begins the line that holds the sealed parts; no JSON begins with it. */
const SEAL_MARK = '~';

/**
 * A message of the event log: an entry a line (JSON never contains a raw line break), without what is personal, and last a line with that of
 * all of them, sealed. One seal a message: under load a message holds dozens of entries, and sealing each alone would cost a quarter
 * of what accepting an event does.
 */
export function encodeMessage(entries: readonly LogEntry[], keyRing: KeyRing): string {
  const personal = entries.map(personalPart);
  let message = '';
  entries.forEach((entry, index) => {
    message += `${index === 0 ? '' : '\n'}${JSON.stringify(personal[index] === null ? entry : withoutPersonalPart(entry as EventEntry))}`;
  });
  return personal.every((part) => part === null) ? message : `${message}\n${SEAL_MARK}${keyRing.seal(JSON.stringify(personal), LOG_PURPOSE).toString('base64')}`;
}

function personalPart(entry: LogEntry): PersonalPart | null {
  if (entry.kind !== 'event') return null;
  const { ip, event } = entry;
  if (event.user === undefined) return ip;
  return { ...(ip !== null && { ip }), user: event.user };
}

function withoutPersonalPart(entry: EventEntry): EventEntry {
  if (entry.event.user === undefined) return { ...entry, ip: null };
  const { user: _, ...event } = entry.event;
  return { ...entry, ip: null, event };
}

/** A message taken apart. */
export interface MessageParts {
  /** JSON of an entry each, as far as it is known. */
  readonly lines: readonly string[];
  /** Of the entry in the same place; empty where nothing is sealed. */
  readonly personal: readonly (PersonalPart | null)[];
}

/** @throws MissingKey; Error when the sealed line was changed */
export function openMessage(message: string, keyRing: KeyRing): MessageParts {
  const lines = message.split('\n');
  const last = lines.at(-1)!;
  if (!last.startsWith(SEAL_MARK)) return { lines, personal: [] };
  const opened = keyRing.open(Buffer.from(last.slice(SEAL_MARK.length), 'base64'), LOG_PURPOSE).toString();
  return { lines: lines.slice(0, -1), personal: JSON.parse(opened) as (PersonalPart | null)[] };
}

/** The entry as it was before it was taken apart. */
export const withPersonalPart = (entry: EventEntry, part: PersonalPart): EventEntry =>
  typeof part === 'string' ? { ...entry, ip: part } : { ...entry, ip: part.ip ?? null, event: { ...entry.event, user: part.user } };

/** Events of one visitor keep their order; without an id, the address and browser stand for the visitor. */
export const visitorKey = (entry: EventEntry): string => entry.event.visitor_id ?? `${entry.site}|${entry.ip}|${entry.ua}`;

/** FNV-1a: quick, and spreads ids that differ only at their end. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
