const numbers = new Intl.NumberFormat('en-US');

/** 1,234 */
export const count = (value: number): string => numbers.format(value);

/** “1 event is”, “1,234 events are”. @param verb another one, or none */
export const events = (value: number, verb = value === 1 ? 'is' : 'are'): string => `${count(value)} ${value === 1 ? 'event' : 'events'} ${verb}`.trim();

const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** In its largest unit: “8 days”, “1 hour”; less than a minute is that. @param ms */
export function duration(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? ['', 0];
  if (unit === '') return 'less than a minute';
  const value = Math.floor(ms / size);
  return `${count(value)} ${unit}${value === 1 ? '' : 's'}`;
}

/** “20 November 2026 at 14:05”, in a time zone. @param timezone IANA name; an unknown one counts as UTC */
export function moment(at: number, timezone: string): string {
  const format = (timeZone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at);
  try {
    return format(timezone);
  } catch {
    return format('UTC');
  }
}
