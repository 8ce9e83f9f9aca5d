import { createContext, useLayoutEffect, useState } from 'react';
import type { Theme } from '../components/theme.js';

const KEY = 'warp-theme';

const chosen = (): Theme => {
  const stored = localStorage.getItem(KEY);
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** The colours in force: the person's choice, else the system's. */
export function useChosenTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(chosen);
  // Before the charts below read the colours.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    setTheme(next);
  };
  return [theme, toggle];
}

/** Changes between light and dark. */
export const ThemeToggleContext = createContext<() => void>(() => undefined);
