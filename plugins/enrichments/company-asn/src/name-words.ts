/** A name as the word lists see it: small Latin letters and digits, words parted by one space, one space at each end. */
export const plainName = (name: string): string =>
  ` ${name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll('ł', 'l').replaceAll('ı', 'i').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;

/**
 * One expression for a list of words, to be tried on a plain name. A word means the whole word; `*` stands for any letters,
 * so `tele*` is a beginning, `*telekom*` a part; `$` at the end means the name's last word. Several words are a phrase.
 */
export function wordsPattern(words: readonly string[]): RegExp {
  const wrong = words.find((word) => !/^\*?[\p{Ll}\p{N}]+\*?( \*?[\p{Ll}\p{N}]+\*?)*\$?$/u.test(word));
  if (wrong !== undefined) throw new Error(`“${wrong}” is no pattern for a name: small letters and digits, * and $ only.`);
  return new RegExp(` (?:${words.map((word) => word.replaceAll('*', '[^ ]*').replace(/(?<!\$)$/, ' ').replace(/\$$/, ' $')).join('|')})`, 'u');
}
