import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Pages kept in memory: 8 MB. The system's own cache holds the rest of the file, for all processes together. */
const PAGE_BYTES = 4096;
const MAX_PAGES = 2048;

/** The metadata stand at the end, behind this mark, in the last 128 KiB. */
const METADATA_MARK = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const METADATA_BYTES = 128 * 1024;

/** Zeroes between the search tree and the data. */
const SEPARATOR_BYTES = 16;

interface Metadata {
  readonly node_count: number;
  readonly record_size: number;
  readonly ip_version: number;
}

/**
 * A database in MaxMind's format (maxmind.github.io/MaxMind-DB, version 2.0), read from the file as it is needed: the usual
 * readers hold the whole of it in memory, 130 MB for the places of all addresses.
 */
export class MmdbFile {
  private readonly pages = new Map<number, Buffer>();
  private readonly nodeBytes: number;
  private readonly dataStart: number;

  private constructor(
    private readonly file: number,
    private readonly metadata: Metadata,
  ) {
    this.nodeBytes = metadata.record_size / 4;
    this.dataStart = metadata.node_count * this.nodeBytes + SEPARATOR_BYTES;
  }

  /** @throws Error when it is no such database, or one of an unknown layout */
  static open(path: string): MmdbFile {
    const file = openSync(path, 'r');
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, METADATA_BYTES));
    readSync(file, tail, 0, tail.length, size - tail.length);
    const mark = tail.lastIndexOf(METADATA_MARK);
    if (mark < 0) throw new Error('The file is no MaxMind database.');
    const start = mark + METADATA_MARK.length;
    const { value } = decode({ bytes: (at, length) => tail.subarray(start + at, start + at + length) }, 0);
    const metadata = value as Metadata;
    if (![24, 28, 32].includes(metadata.record_size)) throw new Error(`Records of ${metadata.record_size} bits are not known.`);
    return new MmdbFile(file, metadata);
  }

  /** What is known of an address; null: nothing. @param address 4 or 16 bytes */
  find(address: Uint8Array): unknown {
    const { node_count: nodes, ip_version: version } = this.metadata;
    if (address.length === 16 && version === 4) return null;
    let node = 0;
    // IPv4 lies below ::/96 in a tree of IPv6.
    const depth = version === 6 && address.length === 4 ? 96 : 0;
    for (let bit = 0; bit < depth && node < nodes; bit++) node = this.child(node, 0);
    for (let bit = 0; bit < address.length * 8 && node < nodes; bit++) node = this.child(node, (address[bit >> 3]! >> (7 - (bit & 7))) & 1);
    if (node <= nodes) return null;
    return decode({ bytes: (at, length) => this.bytes(this.dataStart + at, length) }, node - nodes - SEPARATOR_BYTES).value;
  }

  close(): void {
    this.pages.clear();
    closeSync(this.file);
  }

  private child(node: number, side: number): number {
    const bytes = this.bytes(node * this.nodeBytes, this.nodeBytes);
    switch (this.metadata.record_size) {
      case 24:
        return bytes.readUIntBE(side * 3, 3);
      case 32:
        return bytes.readUInt32BE(side * 4);
      default:
        // 28 bits: three bytes on each side, and in the middle four bits of each.
        return side === 0 ? ((bytes[3]! & 0xf0) << 20) | bytes.readUIntBE(0, 3) : ((bytes[3]! & 0x0f) << 24) | bytes.readUIntBE(4, 3);
    }
  }

  private bytes(at: number, length: number): Buffer {
    const offset = at % PAGE_BYTES;
    const first = this.page((at - offset) / PAGE_BYTES);
    if (offset + length <= PAGE_BYTES) return first.subarray(offset, offset + length);
    return Buffer.concat([first.subarray(offset), this.bytes(at - offset + PAGE_BYTES, length - (PAGE_BYTES - offset))]);
  }

  /** The oldest page goes when there are too many: the tree's upper ones come back at once and the order costs nothing. */
  private page(number: number): Buffer {
    let page = this.pages.get(number);
    if (page === undefined) {
      page = Buffer.allocUnsafeSlow(PAGE_BYTES);
      readSync(this.file, page, 0, PAGE_BYTES, number * PAGE_BYTES);
      if (this.pages.size >= MAX_PAGES) this.pages.delete(this.pages.keys().next().value!);
      this.pages.set(number, page);
    }
    return page;
  }
}

/** Where the data lie; offsets and pointers count from its begin. */
interface Section {
  bytes(at: number, length: number): Buffer;
}

interface Decoded {
  readonly value: unknown;
  /** Behind the value. */
  readonly end: number;
}

/** Reads a value: a control byte with type and size, then the payload. Types by their numbers in the format's description. */
function decode(section: Section, at: number): Decoded {
  const control = section.bytes(at, 1)[0]!;
  let type = control >> 5;
  let start = at + 1;
  if (type === 1) return decodePointer(section, control, start);
  if (type === 0) type = 7 + section.bytes(start++, 1)[0]!;
  let size = control & 0x1f;
  if (size >= 29) {
    const more = size - 28;
    size = [0, 29, 285, 65_821][more]! + section.bytes(start, more).readUIntBE(0, more);
    start += more;
  }
  if (type === 7) return decodeMap(section, size, start);
  if (type === 11) return decodeArray(section, size, start);
  if (type === 14) return { value: size === 1, end: start };
  return { value: scalar(type, section.bytes(start, size)), end: start + size };
}

function scalar(type: number, bytes: Buffer): unknown {
  switch (type) {
    case 2:
      return bytes.toString('utf8');
    case 3:
      return bytes.readDoubleBE();
    case 15:
      return bytes.readFloatBE();
    case 5:
    case 6:
      return bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length);
    case 8:
      return bytes.length === 0 ? 0 : bytes.readIntBE(0, bytes.length);
    case 9:
    case 10:
      return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
    default:
      return Buffer.from(bytes);
  }
}

function decodePointer(section: Section, control: number, start: number): Decoded {
  const size = (control >> 3) & 3;
  const bytes = section.bytes(start, size + 1).readUIntBE(0, size + 1);
  const target = size === 3 ? bytes : (control & 7) * 2 ** (8 * (size + 1)) + bytes + [0, 2048, 526_336][size]!;
  return { value: decode(section, target).value, end: start + size + 1 };
}

function decodeMap(section: Section, size: number, start: number): Decoded {
  const value: Record<string, unknown> = {};
  let at = start;
  for (let n = 0; n < size; n++) {
    const key = decode(section, at);
    const entry = decode(section, key.end);
    value[String(key.value)] = entry.value;
    at = entry.end;
  }
  return { value, end: at };
}

function decodeArray(section: Section, size: number, start: number): Decoded {
  const value: unknown[] = [];
  let at = start;
  for (let n = 0; n < size; n++) {
    const entry = decode(section, at);
    value.push(entry.value);
    at = entry.end;
  }
  return { value, end: at };
}
