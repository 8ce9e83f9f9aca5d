import type { LogEntry } from '../collect/log-entry.js';
import { type MessageParts, openMessage, withPersonalPart, type PersonalPart } from '../collect/log-message.js';
import { type KeyRing, MissingKey } from '../secrets/key-ring.js';

/** One line of a log message, understood or not. */
export type DecodedLine = { readonly ok: true; readonly entry: LogEntry } | { readonly ok: false; readonly line: string; readonly reason: string };

/**
 * Reads a message of the log. A line that is no entry harms only itself; a message whose seal is broken is kept as it is.
 * @throws MissingKey: nothing is lost by waiting until the ring has the key again
 */
export function decodeMessage(message: string, keyRing: KeyRing): readonly DecodedLine[] {
  let parts: MessageParts;
  try {
    parts = openMessage(message, keyRing);
  } catch (error) {
    if (error instanceof MissingKey) throw error;
    return [{ ok: false, line: message, reason: 'The seal of the message is broken.' }];
  }
  return parts.lines.map((line, index) => decodeLine(line, parts.personal[index] ?? null));
}

/** @param personal what belongs to the entry and does not stand in the line */
export function decodeLine(line: string, personal: PersonalPart | null): DecodedLine {
  try {
    const entry = JSON.parse(line) as Partial<LogEntry> | null;
    if ((entry?.kind === 'drop' || entry?.kind === 'failed') && typeof entry.site === 'string' && typeof entry.id === 'string') return { ok: true, entry: entry as LogEntry };
    if (entry?.kind === 'event' && typeof entry.site === 'string' && typeof entry.at === 'number' && typeof entry.event?.event_id === 'string') {
      const event = entry as LogEntry & { kind: 'event' };
      // Messages of before the seal have it all in the line.
      return { ok: true, entry: personal === null ? event : withPersonalPart(event, personal) };
    }
    return { ok: false, line, reason: 'The line is not an entry of the event log.' };
  } catch {
    return { ok: false, line, reason: 'The line is not JSON.' };
  }
}
