import { type RefObject, useEffect, useState } from 'react';

/** The colours of a chart, from the page's tokens. */
export interface Colours {
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly previous: string;
  readonly series: readonly string[];
}

/** At most five series: beyond, colours no longer stay apart. */
const SERIES = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5'] as const;

/** Read where the chart stands and not from the page: in wp-admin the tokens hold inside the panels only. */
export function coloursAt(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: token('--ink'),
    soft: token('--soft'),
    line: token('--line'),
    paper: token('--paper'),
    previous: token('--series-previous'),
    // The accent is the page's own where the panel is in wp-admin: the token is its name there.
    series: SERIES.map((name) => token(name) || token('--accent')),
  };
}

/** The colours in force, anew whenever the theme or the system's setting changes. */
export function useColours(element: RefObject<Element | null>): Colours | undefined {
  const [colours, setColours] = useState<Colours>();
  useEffect(() => {
    const read = (): void => {
      if (element.current !== null) setColours(coloursAt(element.current));
    };
    read();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', read);
    const watcher = new MutationObserver(read);
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
    return () => {
      dark.removeEventListener('change', read);
      watcher.disconnect();
    };
  }, [element]);
  return colours;
}

/** Any colour CSS knows, as the canvas draws it, with an opacity. */
export function withOpacity(colour: string, opacity: number): string {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
