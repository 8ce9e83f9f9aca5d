import { type LocaleData, setLocaleData } from '@wordpress/i18n';
import { fallbacks } from './language.js';

/** The text domain of every sentence of Warp's screens. */
const DOMAIN = 'warp';

/** A catalogue as `wp i18n make-json` writes it (Jed 1.x), and as WordPress loads it for scripts. */
export interface Catalogue {
  readonly locale_data: Readonly<Record<string, LocaleData>>;
}

/** Gets a file beside the dashboard; undefined where there is none. */
export type GetJson = (path: string) => Promise<unknown>;

/**
 * Loads the catalogue of a language, or of the nearest one there is (`de-AT`, then `de`), before the first screen is drawn. English needs
 * none: it is what stands in the code. Inside wp-admin WordPress does this itself.
 * @returns the language whose catalogue is in force; undefined: English
 */
export async function loadTranslations(language: string, getJson: GetJson): Promise<string | undefined> {
  for (const candidate of fallbacks(language)) {
    if (candidate.split('-')[0] === 'en') return undefined;
    const catalogue = await getJson(`/locales/${candidate}.json`);
    if (isCatalogue(catalogue)) {
      applyCatalogue(catalogue);
      return candidate;
    }
  }
  return undefined;
}

export const applyCatalogue = ({ locale_data: data }: Catalogue): void => setLocaleData({ ...(data[DOMAIN] ?? data['messages']) }, DOMAIN);

const isCatalogue = (value: unknown): value is Catalogue => typeof value === 'object' && value !== null && typeof (value as { locale_data?: unknown }).locale_data === 'object';
