import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 18;
const NEWLINE = 10;

/**
 * Goes through a text file line by line without ever holding more than a piece of it.
 * @param take is given the bytes a line lies in, valid only during the call
 */
export function forEachLine(path: string, take: (bytes: Buffer, from: number, to: number) => void): void {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    let kept = 0;
    for (;;) {
      const read = readSync(file, bytes, kept, CHUNK_BYTES - kept, null);
      const filled = bytes.subarray(0, kept + read);
      let from = 0;
      for (let to = filled.indexOf(NEWLINE); to >= 0; to = filled.indexOf(NEWLINE, from)) {
        take(bytes, from, to);
        from = to + 1;
      }
      kept = filled.length - from;
      if (read === 0) {
        if (kept > 0) take(bytes, from, from + kept);
        return;
      }
      bytes.copyWithin(0, from, filled.length);
    }
  } finally {
    closeSync(file);
  }
}

/** How many lines a file has. */
export function countLines(path: string): number {
  let lines = 0;
  forEachLine(path, () => (lines += 1));
  return lines;
}
