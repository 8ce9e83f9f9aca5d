/** What a text says as a number; or why it cannot be told. */
export type NumberText = number | 'ambiguous_number' | 'not_a_number';

/** As programs write numbers: `29.90`, `-5`, `.5`, `1e3`. No country writes money with an exponent, so that one is a program's for certain. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** `29,90`: thousands come in threes, so one or two digits behind a single comma are decimals. */
const DECIMAL_COMMA = /^[+-]?\d+,\d{1,2}$/;

/** `1.234,50`, `1,234.50`, `1,234`, `1 234`, `1'234`: which is the decimal sign depends on who wrote it. */
const GROUPED = /^[+-]?\d{1,3}(?:[.,'’\s]\d{2,3})+(?:[.,]\d*)?$/;

/** Reads a number that came as text. Spaces around it and full-width digits are no obstacle; anything that could be two numbers is. */
export function readNumberText(text: string): NumberText {
  const plain = text.normalize('NFKC').trim().replace(/^[\u2212\u2013]/, '-');
  if (PLAIN.test(plain)) return Number(plain);
  if (DECIMAL_COMMA.test(plain)) return Number(plain.replace(',', '.'));
  return GROUPED.test(plain) ? 'ambiguous_number' : 'not_a_number';
}

/**
 * Reads an amount that came as text, as shops format it for people: `29,90 €`, `$49.00`, `EUR 49`. A sign or code that is not the
 * event's own currency's is no obstacle to a person and one to a sum: `$49.00` of an order in euros stays unread.
 *
 * @param currency ISO 4217; empty: not known
 */
export function readMoneyText(text: string, currency: string): NumberText {
  const number = readNumberText(text);
  if (number !== 'not_a_number' || currency === '' || text.length > LONGEST_MONEY) return number;
  const parts = DECORATED.exec(text.normalize('NFKC').trim());
  const sign = parts?.[2] || parts?.[4];
  // On one side only: `$49 CAD` says two things.
  if (parts === null || sign === undefined || (parts[2] && parts[4]) || !signsOf(currency).has(sign.trim().toLowerCase())) return number;
  return readNumberText(`${parts[1]!}${parts[3]!}`);
}

/** No amount is longer, and a search by pattern in a long text may take long. */
const LONGEST_MONEY = 64;

/** A number with words or signs before it (behind a minus) or after it. */
const DECORATED = /^([+\-\u2212\u2013]?)([^\d.,+\-\u2212\u2013]*)([+\-\u2212\u2013]?\d[\d.,'’\s]*?)([^\d.,'’]*)$/;

const signs = new Map<string, ReadonlySet<string>>();

/** How a currency is written beside an amount: its code and its sign, by Unicode's CLDR. */
function signsOf(currency: string): ReadonlySet<string> {
  let known = signs.get(currency);
  if (known === undefined) {
    const shown = (['narrowSymbol', 'symbol'] as const).flatMap((currencyDisplay) =>
      new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay }).formatToParts(1).filter(({ type }) => type === 'currency'),
    );
    signs.set(currency, (known = new Set([currency, ...shown.map(({ value }) => value)].map((sign) => sign.normalize('NFKC').toLowerCase()))));
  }
  return known;
}
