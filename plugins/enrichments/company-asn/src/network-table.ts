import { createRequire } from 'node:module';
import { countLines, forEachLine } from './lines.js';
import { Systems, type System } from './systems.js';

const FILES = { v4: '@ip-location-db/asn/asn-ipv4-num.csv', v6: '@ip-location-db/asn/asn-ipv6-num.csv' } as const;

/** What stands before an IPv4 address written as IPv6, behind 80 bits of zero (RFC 4291, 2.5.5.2). */
const MAPPED_WORD = 0xffff;

/**
 * Which system announces an address. Ranges lie sorted in typed arrays (7 MB) and are searched by halving; for IPv6 the upper
 * 64 bits are enough, as nobody routes less than a /64.
 */
export class NetworkTable {
  private constructor(
    private readonly v4: Ranges<Uint32Array>,
    private readonly v6: Ranges<BigUint64Array>,
    private readonly systems: Systems,
  ) {}

  /** Reads the tables, a third of a second's work. @throws Error with a sentence when they cannot be read */
  static open(): NetworkTable {
    const systems = new Systems();
    const v4 = readRanges(FILES.v4, Uint32Array, systems, numberAt, (start, end) => end - start + 1);
    const v6 = readRanges(FILES.v6, BigUint64Array, systems, (bytes, from, to) => BigInt(bytes.toString('latin1', from, to)) >> 64n, () => 0);
    return new NetworkTable(v4, v6, systems.close());
  }

  /** How many systems there are: their places go from 0 to one less. */
  get count(): number {
    return this.systems.count;
  }

  /** Place of the system that announces an address; undefined: nobody does. @param address 4 or 16 bytes */
  find(address: Uint8Array): number | undefined {
    const view = new DataView(address.buffer, address.byteOffset, address.byteLength);
    if (address.length === 4) return ownerOf(this.v4, view.getUint32(0));
    const high = view.getBigUint64(0);
    if (high === 0n && view.getUint32(8) === MAPPED_WORD) return ownerOf(this.v4, view.getUint32(12));
    return ownerOf(this.v6, high);
  }

  system(place: number): System {
    return this.systems.get(place);
  }
}

interface Ranges<T extends Uint32Array | BigUint64Array> {
  readonly starts: T;
  readonly ends: T;
  /** Places of the systems. */
  readonly owners: Uint32Array;
}

/** A number that stands in a table's line, in the form its ranges are kept in. */
type Reader<N> = (bytes: Buffer, from: number, to: number) => N;

/** Lines are `start,end,number,name`, sorted, in whole numbers. */
function readRanges<T extends Uint32Array | BigUint64Array>(
  name: string,
  array: new (length: number) => T,
  systems: Systems,
  read: Reader<T[number]>,
  sizeOf: (start: T[number], end: T[number]) => number,
): Ranges<T> {
  const file = pathOf(name);
  const lines = countLines(file);
  const [starts, ends, owners] = [new array(lines), new array(lines), new Uint32Array(lines)];
  let index = 0;
  forEachLine(file, (bytes, from, to) => {
    const second = bytes.indexOf(COMMA, from) + 1;
    const third = bytes.indexOf(COMMA, second) + 1;
    const fourth = bytes.indexOf(COMMA, third) + 1;
    const asn = numberAt(bytes, third, fourth - 1);
    if (second <= from || third <= second || fourth <= third || fourth > to || Number.isNaN(asn))
      throw new Error(`Line ${index + 1} of the table of networks ${name} cannot be read; install the package again.`);
    const [start, end] = [read(bytes, from, second - 1), read(bytes, second, third - 1)];
    const owner = isPrivate(asn) ? NOBODY : systems.place(asn, bytes, fourth, to);
    if (owner !== NOBODY) systems.grow(owner, sizeOf(start, end));
    [starts[index], ends[index], owners[index]] = [start, end, owner];
    index += 1;
  });
  return { starts, ends, owners };
}

const COMMA = 44;
const ZERO = 48;

/** A range that leaked into the routes under a number which belongs to nobody. */
const NOBODY = 0xffff_ffff;

/** Numbers for documentation and private use (RFC 5398, RFC 6996) and reserved ones (RFC 7300, RFC 7607). */
const isPrivate = (asn: number): boolean => asn === 0 || asn === 23_456 || (asn >= 64_496 && asn <= 65_551) || asn >= 4_200_000_000;

/** Up to 15 decimal digits; NaN for anything else. */
function numberAt(bytes: Buffer, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return from < to ? number : NaN;
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
  const owner = low > 0 && ends[low - 1]! >= address ? owners[low - 1]! : NOBODY;
  return owner === NOBODY ? undefined : owner;
}

function pathOf(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new Error(`The table of networks ${name} cannot be found; install the package again.`, { cause: error });
  }
}
