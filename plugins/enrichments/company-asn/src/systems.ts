/** An autonomous system: one organisation's part of the internet. */
export interface System {
  readonly asn: number;
  /** Left out where the registries name nobody. */
  readonly name?: string;
  /** IPv4 addresses it announces. */
  readonly addresses: number;
}

/** What stands in a name's place when there is none. */
const NO_NAME = /^(AS\d+|-Reserved AS-)$/;

/** The systems by their places in the table. 90,000 objects with their names would take ten times the memory. */
export class Systems {
  private readonly places = new Map<number, number>();
  private readonly asns: number[] = [];
  private readonly sizes: number[] = [];
  private readonly nameEnds: number[] = [];
  private names = Buffer.allocUnsafeSlow(1 << 20);

  get count(): number {
    return this.asns.length;
  }

  /** A system's place, a new one for a number not met before. The name is copied from the bytes between `from` and `to`. */
  place(asn: number, bytes: Buffer, from: number, to: number): number {
    const known = this.places.get(asn);
    if (known !== undefined) return known;
    const place = this.asns.push(asn) - 1;
    this.places.set(asn, place);
    this.sizes.push(0);
    this.keepName(bytes, from, to);
    return place;
  }

  grow(place: number, addresses: number): void {
    this.sizes[place]! += addresses;
  }

  /** Frees what only `place` needs. */
  close(): this {
    this.places.clear();
    return this;
  }

  get(place: number): System {
    const name = unquoted(this.names.toString('utf8', this.nameEnds[place - 1] ?? 0, this.nameEnds[place]));
    return { asn: this.asns[place]!, addresses: this.sizes[place]!, ...(!NO_NAME.test(name) && { name }) };
  }

  private keepName(bytes: Buffer, from: number, to: number): void {
    const end = this.nameEnds.at(-1) ?? 0;
    if (end + to - from > this.names.length) {
      const more = Buffer.allocUnsafeSlow(this.names.length * 2);
      this.names.copy(more, 0, 0, end);
      this.names = more;
    }
    bytes.copy(this.names, end, from, to);
    this.nameEnds.push(end + to - from);
  }
}

/** A name stands in quotation marks where it has a comma or such marks itself. */
const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text).trim();
