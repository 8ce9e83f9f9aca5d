import { __, sprintf } from '@wordpress/i18n';

/** A number to show; null and undefined mean that there is no data, which is not zero. */
export type Figure = number | null | undefined;

/** Shown where there is no data. */
export const NO_DATA = '–';

/** From here on a short number is shortened: below, the exact one is hardly longer. */
const SHORT_FROM = 10_000;

export interface NumberFormats {
  /** 12,432 or 3.25: all digits before the point, at most two behind it. */
  readonly number: (value: Figure) => string;
  /** 12.4k: for tiles and axes. Exact below ten thousand. */
  readonly short: (value: Figure) => string;
  /** A fraction as a percentage. Near both ends with a decimal; what is not nothing is never 0%, what is not all never 100%. */
  readonly percent: (fraction: Figure) => string;
  /** A relative change with its sign: +12%. */
  readonly signedPercent: (fraction: Figure) => string;
  /** A difference of two rates in percentage points: +1.2 pp. */
  readonly points: (difference: Figure) => string;
  /** An amount in a currency, by default the site's, with the decimals that currency has. */
  readonly money: (amount: Figure, currency?: string) => string;
  /** €1,235 and €12.4k: without decimals from a thousand on, and where there are none. */
  readonly shortMoney: (amount: Figure, currency?: string) => string;
  /** Seconds as 350ms, 45s, 3m 05s, 2h 05m or 3d 04h: the two largest units. */
  readonly duration: (seconds: Figure) => string;
}

/** Numbers as a language writes them. */
export function numberFormats(language: string, currency: string): NumberFormats {
  const cache = new Map<string, Intl.NumberFormat>();
  const by = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    let format = cache.get(key);
    if (format === undefined) cache.set(key, (format = new Intl.NumberFormat(language, options)));
    return format;
  };
  const shown = (value: Figure, format: (value: number) => string): string => (typeof value === 'number' && Number.isFinite(value) ? format(value) : NO_DATA);

  const short = (value: number, options: Intl.NumberFormatOptions = {}): string =>
    by({ ...options, notation: 'compact', maximumFractionDigits: 1, ...(options.style === 'currency' ? { minimumFractionDigits: 0 } : {}) })
      .formatToParts(value)
      // K is kelvin; the k of kilo is what dashboards write.
      .map(({ type, value: part }) => (type === 'compact' && part === 'K' ? 'k' : part))
      .join('');

  const percent = (fraction: number): string => {
    const size = Math.abs(fraction);
    if (size > 0 && size < 0.0005) return `<${by({ style: 'percent', minimumFractionDigits: 1 }).format(0.001)}`;
    const nearAnEnd = (size > 0 && size < 0.1) || (size > 0.99 && size < 1);
    const digits = nearAnEnd ? 1 : 0;
    return by({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(size < 1 ? Math.sign(fraction) * Math.min(size, 0.999) : fraction);
  };

  const money = (amount: number, code: string): string =>
    isCurrency(code) ? by({ style: 'currency', currency: code }).format(amount) : by({ minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);

  const shortMoney = (amount: number, code: string): string => {
    const options = isCurrency(code) ? ({ style: 'currency', currency: code } as const) : {};
    if (Math.abs(amount) >= SHORT_FROM) return short(amount, options);
    return Math.abs(amount) >= 1_000 || Number.isInteger(amount) ? by({ ...options, maximumFractionDigits: 0 }).format(amount) : money(amount, code);
  };

  const unit = (value: number, name: string, minimumIntegerDigits = 1): string => by({ style: 'unit', unit: name, unitDisplay: 'narrow', minimumIntegerDigits, maximumFractionDigits: 0 }).format(value);

  const duration = (seconds: number): string => {
    if (seconds < 0) return `-${duration(-seconds)}`;
    if (seconds > 0 && seconds < 1) return unit(Math.max(1, Math.round(seconds * 1_000)), 'millisecond');
    const whole = Math.round(seconds);
    if (whole < 60) return unit(whole, 'second');
    const [size, large, small] = UNITS.find(([least]) => whole >= least)!;
    // Narrow no-break space: a duration is one figure.
    return `${unit(Math.floor(whole / size), large)}\u202f${unit(Math.floor((whole % size) / small.seconds), small.name, 2)}`;
  };

  return {
    number: (value) => shown(value, (number) => by({ maximumFractionDigits: 2 }).format(number)),
    short: (value) => shown(value, (number) => (Math.abs(number) < SHORT_FROM ? by({ maximumFractionDigits: 2 }).format(number) : short(number))),
    percent: (fraction) => shown(fraction, percent),
    signedPercent: (fraction) =>
      shown(fraction, (number) => by({ style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: Math.abs(number) < 0.1 ? 1 : 0 }).format(number)),
    points: (difference) =>
      shown(difference, (number) =>
        /* translators: %s: a difference of two percentages, in percentage points */
        sprintf(__('%s pp', 'warp'), by({ signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(number * 100)).replace(' ', '\u00a0'),
      ),
    money: (amount, code = currency) => shown(amount, (number) => money(number, code)),
    shortMoney: (amount, code = currency) => shown(amount, (number) => shortMoney(number, code)),
    duration: (seconds) => shown(seconds, duration),
  };
}

const DAY = 86_400;

/** Least seconds, its unit, and the unit of the rest. */
const UNITS: readonly (readonly [number, string, { readonly name: string; readonly seconds: number }])[] = [
  [DAY, 'day', { name: 'hour', seconds: 3_600 }],
  [3_600, 'hour', { name: 'minute', seconds: 60 }],
  [60, 'minute', { name: 'second', seconds: 1 }],
];

const isCurrency = (code: string): boolean => /^[A-Z]{3}$/i.test(code);
