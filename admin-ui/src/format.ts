const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1,234 in full; 125.4K from ten thousand on. */
export const count = (value: number): string => (Math.abs(value) < 10_000 ? plain.format(value) : compact.format(value));

/** A fraction as a percentage. Near the ends it has a decimal, and what is not all is never called 100%. */
export function percent(fraction: number): string {
  const isNearAnEnd = (fraction > 0 && fraction < 0.1) || (fraction > 0.99 && fraction < 1);
  return `${isNearAnEnd ? Math.min(fraction * 100, fraction < 1 ? 99.9 : 100).toFixed(1) : (fraction * 100).toFixed(0)}%`;
}

/** Seconds as `45s` or `3m 05s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, '0')}s`;
}

export const money = (amount: number, currency: string): string =>
  new Intl.NumberFormat('en', currency === '' ? { maximumFractionDigits: 2 } : { style: 'currency', currency, maximumFractionDigits: 2 }).format(amount);

/** Relative change; undefined when there is nothing to compare with. */
export const change = (now: number, before: number): number | undefined => (before === 0 ? undefined : (now - before) / before);

/** `Nov 24, 2026`. */
export const day = (time: string): string => new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** `just now`, `5 min ago`, `3 h ago`, or the date. */
export function ago(time: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(time)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h ago` : day(time);
}

/** `Nov 24, 2026, 14:05:09`. */
export const moment = (time: string): string => `${day(time)}, ${clock(time)}`;

/** `14:05:09`. */
export const clock = (time: string): string => new Date(time).toLocaleTimeString('en', { hourCycle: 'h23' });

/** `in 5 min`, `in 3 h`, or the date; for what is still to come. */
export function until(time: string, now: number): string {
  const minutes = Math.ceil((Date.parse(time) - now) / 60_000);
  if (minutes < 60) return `in ${minutes} min`;
  return minutes < 24 * 60 ? `in ${Math.floor(minutes / 60)} h` : day(time);
}

/** `page_view` as `Page view`. */
export const readable = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ');

/** Path of an address. */
export const pathOf = (url: string | null): string => (url !== null && URL.canParse(url) ? new URL(url).pathname : (url ?? ''));

const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** `DE` as `Germany`. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : code);
