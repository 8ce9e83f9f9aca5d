import { crc32 } from 'node:zlib';

/** A message that waits for the event log. */
export interface SpoolRecord {
  readonly partition: number;
  readonly message: string;
}

/** Length and CRC-32 of what follows, both 32 bit big-endian; then the partition, 16 bit, and the message in UTF-8. */
const HEADER_BYTES = 8;
const PARTITION_BYTES = 2;

export function encodeRecord({ partition, message }: SpoolRecord): Buffer {
  const length = PARTITION_BYTES + Buffer.byteLength(message);
  const record = Buffer.allocUnsafe(HEADER_BYTES + length);
  record.writeUInt16BE(partition, HEADER_BYTES);
  record.write(message, HEADER_BYTES + PARTITION_BYTES);
  record.writeUInt32BE(length, 0);
  record.writeUInt32BE(crc32(record.subarray(HEADER_BYTES)), 4);
  return record;
}

/** What a piece of a segment holds. */
export interface DecodedRecords {
  readonly records: readonly SpoolRecord[];
  /** Bytes the records took; what follows is the begin of another, or damaged. */
  readonly bytes: number;
  /** The next record's checksum is wrong: nothing behind it can be read. */
  readonly damaged: boolean;
}

/** Reads as many whole records as there are. */
export function decodeRecords(piece: Buffer): DecodedRecords {
  const records: SpoolRecord[] = [];
  let at = 0;
  while (piece.length - at >= HEADER_BYTES) {
    const length = piece.readUInt32BE(at);
    const end = at + HEADER_BYTES + length;
    if (end > piece.length) break;
    const body = piece.subarray(at + HEADER_BYTES, end);
    if (length < PARTITION_BYTES || crc32(body) !== piece.readUInt32BE(at + 4)) return { records, bytes: at, damaged: true };
    records.push({ partition: body.readUInt16BE(0), message: body.toString('utf8', PARTITION_BYTES) });
    at = end;
  }
  return { records, bytes: at, damaged: false };
}

/** Size of the record that begins here, as far as its header tells. */
export const sizeOfRecord = (piece: Buffer): number =>
  piece.length < HEADER_BYTES ? HEADER_BYTES : HEADER_BYTES + piece.readUInt32BE(0);
