import type { Measure } from './comparison.js';
import type { Format } from './format.js';
import type { Figure } from './numbers.js';

/** How a metric's values are written, by its unit: short for tiles and axes, exact for hover and tables. */
export function writers(format: Format, { unit }: Measure, currency?: string): { readonly short: (value: Figure) => string; readonly exact: (value: Figure) => string } {
  switch (unit) {
    case 'money':
      return { short: (value) => format.shortMoney(value, currency), exact: (value) => format.money(value, currency) };
    case 'rate':
      return { short: format.percent, exact: format.percent };
    case 'duration':
      return { short: format.duration, exact: format.duration };
    case 'count':
      return { short: format.short, exact: format.number };
  }
}
