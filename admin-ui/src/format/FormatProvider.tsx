import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createFormat, type Format, type FormatSettings } from './format.js';

/**
 * The reader's language: in wp-admin the one WordPress draws the page in, since everything around the panels speaks it; in the
 * dashboard, whose page names none but English, the browser's.
 */
export const readersLanguage = (): string => (document.body.classList.contains('wp-admin') ? document.documentElement.lang : '') || navigator.language;

/** What holds until a site or agency says otherwise. */
export const readersSettings = (): FormatSettings => ({ language: readersLanguage(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: '' });

const FormatContext = createContext<Format | undefined>(undefined);

/** Language, zone and currency for everything below it; what is not given comes from the provider above, else from the reader's browser. */
export function FormatProvider({ language, timeZone, currency, children }: Partial<FormatSettings> & { readonly children: ReactNode }) {
  const outer = useFormat();
  const format = useMemo(
    () => createFormat({ language: language ?? outer.language, timeZone: timeZone ?? outer.timeZone, currency: currency ?? outer.currency }),
    [language, timeZone, currency, outer],
  );
  return <FormatContext.Provider value={format}>{children}</FormatContext.Provider>;
}

let readers: Format | undefined;

export const useFormat = (): Format => useContext(FormatContext) ?? (readers ??= createFormat(readersSettings()));
