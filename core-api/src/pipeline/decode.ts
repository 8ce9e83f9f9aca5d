import { decodeLines, type LogEntry } from '../collect/log-entry.js';

/** One line of a log message, understood or not. */
export type DecodedLine = { readonly ok: true; readonly entry: LogEntry } | { readonly ok: false; readonly line: string; readonly reason: string };

/** Reads a message of the log. A line that is no entry harms only itself. */
export const decodeMessage = (message: string): readonly DecodedLine[] => decodeLines(message).map(decodeLine);

function decodeLine(line: string): DecodedLine {
  try {
    const entry = JSON.parse(line) as Partial<LogEntry> | null;
    if ((entry?.kind === 'drop' || entry?.kind === 'failed') && typeof entry.site === 'string' && typeof entry.id === 'string') return { ok: true, entry: entry as LogEntry };
    if (entry?.kind === 'event' && typeof entry.site === 'string' && typeof entry.at === 'number' && typeof entry.event?.event_id === 'string')
      return { ok: true, entry: entry as LogEntry };
    return { ok: false, line, reason: 'The line is not an entry of the event log.' };
  } catch {
    return { ok: false, line, reason: 'The line is not JSON.' };
  }
}
