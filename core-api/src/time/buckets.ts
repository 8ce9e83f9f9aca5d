const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Every offset in use is a multiple of it, and clocks change at multiples of it. */
const SLOT_MS = 15 * 60_000;

/** Start of the UTC hour, in ms since 1970. */
export const hourStart = (at: number): number => at - (((at % HOUR_MS) + HOUR_MS) % HOUR_MS);

/** Start of the day in a time zone, as ms since 1970. @param timezone IANA name; an unknown one counts as UTC */
export function dayStart(at: number, timezone: string): number {
  const zone = zoneOf(timezone);
  const midnight = Math.floor((at + zone.offset(at)) / DAY_MS) * DAY_MS;
  // The offset at midnight differs from now's on the day clocks change.
  return midnight - zone.offset(midnight - zone.offset(at));
}

/** Offsets of one time zone, remembered by quarter of an hour: asking Intl costs microseconds, an event has none to spare. */
class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** Local time minus UTC, in ms. */
  offset(at: number): number {
    const slot = Math.floor(at / SLOT_MS) * SLOT_MS;
    let offset = this.offsets.get(slot);
    if (offset === undefined) {
      if (this.offsets.size > 5_000) this.offsets.clear();
      const part = Object.fromEntries(this.format.formatToParts(slot).map(({ type, value }) => [type, Number(value)]));
      offset = Date.UTC(part['year']!, part['month']! - 1, part['day'], part['hour'], part['minute']) - slot;
      this.offsets.set(slot, offset);
    }
    return offset;
  }
}

const zones = new Map<string, Zone>();

function zoneOf(timezone: string): Zone {
  let zone = zones.get(timezone);
  if (zone === undefined) {
    zone = isTimeZone(timezone) ? new Zone(timezone) : zoneOf('UTC');
    zones.set(timezone, zone);
  }
  return zone;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
