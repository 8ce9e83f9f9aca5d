import { createContext, useContext } from 'react';

export type Theme = 'light' | 'dark';

/** The colours in force; what draws by itself, such as a chart, draws again when they change. */
export const ThemeContext = createContext<Theme>('light');

export const useTheme = (): Theme => useContext(ThemeContext);
