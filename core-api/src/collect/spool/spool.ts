import { Logger } from '@nestjs/common';
import { decodeRecords, encodeRecord, sizeOfRecord, type SpoolRecord } from './record.js';
import { Segment } from './segment.js';
import { SpoolFolder } from './spool-folder.js';

/** Size at which the next segment is begun. What was drained is freed segment by segment. */
const SEGMENT_BYTES = 8 * 1024 * 1024;
const READ_BYTES = 256 * 1024;

export interface SpoolFigures {
  /** On disk and not yet in the log. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Since the process began: messages written, handed on, refused because it was full, and bytes of torn records skipped. */
  readonly written: number;
  readonly drained: number;
  readonly refused: number;
  readonly tornBytes: number;
}

/** There is no room for more, by the limit or on the disk. */
export class SpoolFull extends Error {}

interface Waiting {
  readonly record: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Messages for the event log, kept on disk while the log cannot be reached: in order, safe when `append` resolves, never
 * more than a limit. Writes that arrive while one is under way go together in the next, with one fsync.
 *
 * A crash may tear the last record of a segment. It is recognised by its checksum and skipped; it was never acknowledged.
 */
export class Spool {
  private readonly logger = new Logger(Spool.name);
  /** Oldest first; the last one is written to. */
  private readonly segments: Segment[] = [];
  private tail: Segment | undefined;
  private readAt = 0;
  private waiting: Waiting[] = [];
  private isWriting = false;
  private writing: Promise<void> = Promise.resolve();
  private written = 0;
  private drained = 0;
  private refused = 0;
  private tornBytes = 0;

  private constructor(
    private readonly folder: SpoolFolder,
    private readonly maxBytes: number,
  ) {}

  /** Opens a process's spool, with what processes that ended left behind. */
  static async open(root: string, maxBytes: number): Promise<Spool> {
    const spool = new Spool(await SpoolFolder.open(root), maxBytes);
    await spool.takeOver();
    return spool;
  }

  /** Adds what processes that ended left behind. */
  async takeOver(): Promise<void> {
    for (const path of await this.folder.takeOver()) {
      const segment = await Segment.open(path);
      this.logger.log(`${segment.size} bytes of an earlier process wait for the event log.`);
      // Before what this process writes: it is older.
      this.segments.splice(this.tail === undefined ? this.segments.length : this.segments.indexOf(this.tail), 0, segment);
    }
  }

  /** @throws SpoolFull */
  append(record: SpoolRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ record: encodeRecord(record), resolve, reject });
      if (!this.isWriting) this.writing = this.writeAll();
    });
  }

  /** Whether everything ever appended was handed on. */
  get isEmpty(): boolean {
    return !this.isWriting && this.unread === 0;
  }

  /** The oldest records, about a quarter of a megabyte; none when there is nothing to hand on now. */
  async peek(): Promise<{ readonly records: readonly SpoolRecord[]; readonly bytes: number }> {
    for (;;) {
      const segment = this.segments[0];
      if (segment === undefined) return NOTHING;
      if (this.readAt >= segment.size) {
        if (segment === this.tail && segment.size < SEGMENT_BYTES) return NOTHING;
        await this.dropFirst();
        continue;
      }
      const { records, bytes, damaged } = await this.readSegment(segment);
      if (records.length > 0) return { records, bytes };
      this.skipTorn(segment, damaged);
    }
  }

  /** Says that what `peek` gave is in the log. */
  async advance(bytes: number, records: number): Promise<void> {
    this.readAt += bytes;
    this.drained += records;
    const segment = this.segments[0];
    // Everything is handed on: the disk is free again.
    if (segment !== undefined && this.readAt >= segment.size && !this.isWriting) await this.dropFirst();
  }

  figures(): SpoolFigures {
    const { maxBytes, written, drained, refused, tornBytes } = this;
    return { bytes: this.unread, maxBytes, written, drained, refused, tornBytes };
  }

  /** Finishes what is being written; the rest stays for the next process. */
  async close(): Promise<void> {
    await this.writing;
    await Promise.all(this.segments.map((segment) => (segment.size === 0 ? segment.delete() : segment.close())));
    await this.folder.close();
  }

  private get unread(): number {
    return this.segments.reduce((sum, { size }) => sum + size, 0) - this.readAt;
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      const bytes = Buffer.concat(group.map(({ record }) => record));
      try {
        if (this.unread + bytes.length > this.maxBytes) throw new SpoolFull(`The spool holds its ${this.maxBytes} bytes.`);
        await (await this.writable()).append(bytes);
        this.written += group.length;
        group.forEach(({ resolve }) => resolve());
      } catch (error) {
        this.refused += group.length;
        const full = error instanceof SpoolFull ? error : new SpoolFull(`The spool cannot be written: ${codeOf(error)}.`);
        group.forEach(({ reject }) => reject(full));
      }
    }
    // In the same turn as the look at what waits: an append between the two would wait for ever.
    this.isWriting = false;
  }

  private async writable(): Promise<Segment> {
    if (this.tail === undefined || this.tail.size >= SEGMENT_BYTES) {
      this.tail = await Segment.create(this.folder.nextPath());
      this.segments.push(this.tail);
    }
    return this.tail;
  }

  private async readSegment(segment: Segment): Promise<ReturnType<typeof decodeRecords>> {
    const piece = await segment.read(this.readAt, READ_BYTES);
    const decoded = decodeRecords(piece);
    const size = sizeOfRecord(piece);
    // A record larger than the piece is read again, whole.
    return decoded.bytes === 0 && !decoded.damaged && size > piece.length && this.readAt + size <= segment.size
      ? decodeRecords(await segment.read(this.readAt, size))
      : decoded;
  }

  private skipTorn(segment: Segment, damaged: boolean): void {
    const rest = segment.size - this.readAt;
    this.tornBytes += rest;
    this.logger.warn(`Skipped ${rest} bytes at the end of a segment of the spool: ${damaged ? 'damaged' : 'cut off'}.`);
    this.readAt = segment.size;
  }

  private async dropFirst(): Promise<void> {
    const segment = this.segments.shift();
    this.readAt = 0;
    if (segment === this.tail) this.tail = undefined;
    await segment?.delete();
  }
}

const NOTHING = { records: [], bytes: 0 } as const;

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');
