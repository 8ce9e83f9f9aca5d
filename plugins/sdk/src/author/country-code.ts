/** Languages in which shops write a country into an address, beside its code. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi', 'cs', 'tr'];

/** Codes a text could be, from AA to ZZ: ICU knows which of them are countries. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const names = (language: string): Intl.DisplayNames => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });

/** User-assigned and transitional codes of ISO 3166-1 that ICU has a name for, and that are no country of an address. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AC', 'CP', 'DG', 'TA', 'CQ']);

let known: { readonly codes: ReadonlySet<string>; readonly byName: ReadonlyMap<string, string> } | undefined;

/** Made at the first use: ICU's tables take some milliseconds. */
function countries(): NonNullable<typeof known> {
  if (known !== undefined) return known;
  const english = names('en');
  const codes = [...LETTERS].flatMap((a) => [...LETTERS].map((b) => a + b)).filter((code) => !NO_COUNTRY.has(code) && english.of(code) !== undefined);
  const byName = new Map<string, string>();
  for (const language of LANGUAGES) {
    const inLanguage = names(language);
    // Withdrawn codes (DD, SU, UK) carry the name of the country of today and come after it: the first one stays.
    for (const code of codes) {
      const name = inLanguage.of(code);
      const current = Intl.getCanonicalLocales(`und-${code}`)[0]?.slice(4) ?? code;
      if (name !== undefined && !byName.has(folded(name))) byName.set(folded(name), current);
    }
  }
  return (known = { codes: new Set(codes), byName });
}

const folded = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^\p{L}]+/gu, ' ').trim().toLowerCase();

/**
 * A country's code (ISO 3166-1 alpha-2, upper case) from what people write: the code in any case, or the country's name in one of the
 * languages above (Unicode CLDR's names).
 * @returns undefined for what is no country's code or name
 */
export function countryCode(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  if (!/^[a-z]{2}$/i.test(trimmed)) return countries().byName.get(folded(trimmed));
  // `UK` is GB: CLDR knows the current code of withdrawn and alias codes.
  const current = Intl.getCanonicalLocales(`und-${trimmed.toUpperCase()}`)[0]?.slice(4) ?? '';
  return countries().codes.has(current) ? current : undefined;
}
