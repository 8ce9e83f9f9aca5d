/** Used when a language tag cannot be read. */
const FALLBACK = 'en';

/**
 * A language as `Intl` names it: `de_DE_formal`, as WordPress writes it, becomes `de-DE`. What is no language becomes English rather
 * than an error in every number of the page.
 */
export function languageTag(name: string): string {
  const tag = name.replaceAll('_', '-').replace(/-(in)?formal$/, '');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}

/** A language, then the same with less said: `de-AT` gives `de-AT` and `de`. */
export function fallbacks(language: string): readonly string[] {
  const parts = languageTag(language).split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
