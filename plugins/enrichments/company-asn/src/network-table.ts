import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** An autonomous system: one organisation's part of the internet. */
export interface System {
  readonly asn: number;
  readonly name: string;
  /** IPv4 addresses it announces. */
  addresses: number;
}

const FILES = { v4: '@ip-location-db/asn/asn-ipv4-num.csv', v6: '@ip-location-db/asn/asn-ipv6-num.csv' } as const;

/**
 * Which system announces an address. Ranges lie sorted in typed arrays (10 MB in all) and are searched by halving; for IPv6 the
 * upper 64 bits are enough, as nobody routes less than a /64.
 */
export class NetworkTable {
  private constructor(
    private readonly v4: Ranges<Uint32Array>,
    private readonly v6: Ranges<BigUint64Array>,
    private readonly systems: readonly System[],
  ) {}

  /** Reads the tables, half a second's work. @throws Error with a sentence when they cannot be read */
  static open(): NetworkTable {
    const systems = new Systems();
    const v4 = read(FILES.v4);
    const ranges4 = emptyRanges(v4, Uint32Array);
    forEachRow(v4, (index, { start, end, asn, name }) => {
      ranges4.starts[index] = Number(start);
      ranges4.ends[index] = Number(end);
      ranges4.owners[index] = systems.place(asn, name, Number(end) - Number(start) + 1);
    });
    const v6 = read(FILES.v6);
    const ranges6 = emptyRanges(v6, BigUint64Array);
    forEachRow(v6, (index, { start, end, asn, name }) => {
      ranges6.starts[index] = BigInt(start) >> 64n;
      ranges6.ends[index] = BigInt(end) >> 64n;
      ranges6.owners[index] = systems.place(asn, name, 0);
    });
    return new NetworkTable(ranges4, ranges6, systems.list);
  }

  /** @param address 4 or 16 bytes */
  find(address: Uint8Array): System | undefined {
    const view = new DataView(address.buffer, address.byteOffset, address.byteLength);
    const owner = address.length === 4 ? ownerOf(this.v4, view.getUint32(0)) : ownerOf(this.v6, view.getBigUint64(0));
    return owner === undefined ? undefined : this.systems[owner];
  }
}

interface Ranges<T extends Uint32Array | BigUint64Array> {
  readonly starts: T;
  readonly ends: T;
  /** Place in the list of systems. */
  readonly owners: Uint32Array;
}

function ownerOf<T extends Uint32Array | BigUint64Array>({ starts, ends, owners }: Ranges<T>, address: T[number]): number | undefined {
  let low = 0;
  let high = starts.length;
  // The first range that begins behind the address.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= address) low = middle + 1;
    else high = middle;
  }
  return low > 0 && ends[low - 1]! >= address ? owners[low - 1] : undefined;
}

class Systems {
  readonly list: System[] = [];
  private readonly places = new Map<number, number>();

  place(asn: number, name: string, addresses: number): number {
    let place = this.places.get(asn);
    if (place === undefined) {
      place = this.list.push({ asn, name, addresses: 0 }) - 1;
      this.places.set(asn, place);
    }
    this.list[place]!.addresses += addresses;
    return place;
  }
}

interface Row {
  readonly start: string;
  readonly end: string;
  readonly asn: number;
  readonly name: string;
}

function emptyRanges<T extends Uint32Array | BigUint64Array>(file: Buffer, array: new (length: number) => T): Ranges<T> {
  let lines = 0;
  for (let at = file.indexOf(NEWLINE); at >= 0; at = file.indexOf(NEWLINE, at + 1)) lines += 1;
  return { starts: new array(lines), ends: new array(lines), owners: new Uint32Array(lines) };
}

const NEWLINE = 10;

/** Line by line, as half a million rows at once would take 150 MB: start, end, number and name, which is quoted where it has a comma. */
function forEachRow(file: Buffer, take: (index: number, row: Row) => void): void {
  let index = 0;
  for (let from = 0, to = file.indexOf(NEWLINE); to >= 0; from = to + 1, to = file.indexOf(NEWLINE, from)) {
    const parts = /^(\d+),(\d+),(\d+),(.*)$/.exec(file.toString('utf8', from, to).trimEnd());
    if (parts === null) throw new Error(`Line ${index + 1} of a table of networks cannot be read; install the package again.`);
    take(index++, { start: parts[1]!, end: parts[2]!, asn: Number(parts[3]), name: unquoted(parts[4]!) });
  }
}

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);

function read(file: string): Buffer {
  try {
    return readFileSync(createRequire(import.meta.url).resolve(file));
  } catch (error) {
    throw new Error(`The table of networks ${file} cannot be read; install the package again.`, { cause: error });
  }
}
