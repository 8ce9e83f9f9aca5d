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
